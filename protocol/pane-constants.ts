/** What a check's bare client shows in its pane: a page of the gateway's own, on the pane's origin. `?language=ru`. */
export const checkClientPath = '/__wirelab__/client'
