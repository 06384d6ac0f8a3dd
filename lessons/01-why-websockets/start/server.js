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
  // Only those who ask will find out.
  res.end();
});

io.sockets.on('connection', function (socket) {
  // Somebody listens from now on,
  // and is told nothing yet.
});

http.listen(8080);
