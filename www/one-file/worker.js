// The worker of the page as one file. It brings the module's bindings, and is given its bytes.
import * as everything from "../downhill.js";
import { serve } from "../lab/serve.js";

serve(async (bytes) => {
  await everything.default({ module_or_path: bytes });
  return everything;
});
