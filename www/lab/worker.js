// The worker of the page. It is told the address of the module.
import { serve } from "./serve.js";

serve(async (address) => {
  const module = await import(address);
  await module.default();
  return module;
});
