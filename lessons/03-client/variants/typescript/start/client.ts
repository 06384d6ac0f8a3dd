import type { Socket } from 'socket.io-client'
import type { FromClient, ToClient } from './events.ts'

// A socket that knows the events: what it hears first, what it says second.
type Line = Socket<ToClient, FromClient>

// Your code goes here.
