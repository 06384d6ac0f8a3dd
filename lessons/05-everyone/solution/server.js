var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

var result = { tea: 0, coffee: 0 };

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

app.get('/last-call', function (req, res) {
  var seconds = 3;
  io.sockets.emit('countdown', { seconds: seconds });

  var timer = setInterval(function () {
    seconds -= 1;
    io.sockets.emit('countdown', { seconds: seconds });
    if (seconds === 0) clearInterval(timer);
  }, 1000);

  res.end();
});

io.sockets.on('connection', function (socket) {
  socket.emit('result', result);

  socket.on('vote', function (data) {
    result[data.choice] += 1;
    io.sockets.emit('result', result);
    socket.emit('thanks', { choice: data.choice });
    socket.broadcast.emit('news', { choice: data.choice });
  });
});

http.listen(8080);
