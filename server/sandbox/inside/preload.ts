/** Loaded before anything else in every Node.js process and worker inside, so that each of them has the door. */
import { installDoor } from './door.ts'

installDoor()
