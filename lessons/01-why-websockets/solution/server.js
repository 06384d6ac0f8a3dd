var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

var value = 0;
var changedAt = Date.now();

// The counter, and how old this news is, in milliseconds.
function news() {
  return { value: value, age: Date.now() - changedAt };
}

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

app.get('/counter', function (req, res) {
  res.json(news());
});

app.post('/add', function (req, res) {
  value += 1;
  changedAt = Date.now();
  io.sockets.emit('counter', news());
  res.end();
});

io.sockets.on('connection', function (socket) {
  socket.emit('counter', news());
});

http.listen(8080);
