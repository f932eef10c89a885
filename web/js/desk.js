import { staff } from "./staff.js";
import { Desk } from "./views/desk.js";

await staff("desk", Desk);
