import { staff } from "./staff.js";
import { Stage } from "./views/stage/stage.js";

await staff("stage", Stage);
