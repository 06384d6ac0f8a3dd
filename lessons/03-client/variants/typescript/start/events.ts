interface Words {
  text: string
}

/** What the server sends. */
export interface ToClient {
  welcome: (data: Words) => void
  message: (data: Words) => void
}

/** What a client sends. */
export interface FromClient {
  message: (data: Words) => void
}
