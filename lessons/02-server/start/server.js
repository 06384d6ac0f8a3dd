var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  // Runs once for each client that joins.
  // `socket` is the line to that very client:
  // nothing is sent on it yet.
});

http.listen(8080);
