/** What a check's actions are made with, kept before a line of the learner's runs. */
export const NativeEvent = Event
export const NativeInputEvent = InputEvent
export const NativeKeyboardEvent = KeyboardEvent
export const NativeMouseEvent = MouseEvent
export const nativeFetch = window.fetch.bind(window)
