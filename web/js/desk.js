import { staff } from "./staff.js";
import { texts } from "./texts/desk.js";
import { Desk } from "./views/desk/desk.js";

await staff("desk", Desk, texts);
