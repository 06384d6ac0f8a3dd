/** The folder that holds package.json: everything the product reads of itself is found from here. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))
