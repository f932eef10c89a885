import { staff } from "./staff.js";
import { Desk } from "./views/desk/desk.js";

await staff("desk", Desk);
