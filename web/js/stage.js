import { staff } from "./staff.js";
import { Stage } from "./views/stage.js";

await staff("stage", Stage);
