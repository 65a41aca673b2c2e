// The worker of the page as one file. It brings the module's bindings, and is given its bytes.
import * as core from "../downhill.js";
import { serve } from "../lab/serve.js";

serve(async (bytes) => {
  await core.default({ module_or_path: bytes });
  return core;
});
