// The page as it is hosted.
import start from "../downhill.js";
import { boot } from "./boot.js";

boot(start);
