#!/usr/bin/env node
/** The command `wirelab`: finds the right Node and hands over to the program. */
import { findNode, handOver, installPackages } from '../scripts/bootstrap.mjs'

installPackages()
handOver(findNode(), process.argv.slice(2))
