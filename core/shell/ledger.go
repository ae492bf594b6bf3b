package shell

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// Account is what a client's exchanges with one server have cost so far over one
// protocol: HTTP/1.1, as curl and v2's clients speak it, or gRPC over HTTP/2, as
// etcdctl and v3's clients do. Bytes are those of the messages as they are
// encoded (api.HTTPRequest.Bytes, api.GRPC), without what TCP and IP add.
type Account struct {
	Server      sim.Node
	GRPC        bool
	Connections uint64 // that were made
	Requests    uint64
	Answers     uint64 // each piece of one that goes on, too
	Sent        uint64 // bytes, by the client
	Received    uint64 // bytes, by the client
}

func (a *Account) code(c *wire.Coder) {
	wire.Number(c, &a.Server)
	c.Bool(&a.GRPC)
	for _, n := range []*uint64{&a.Connections, &a.Requests, &a.Answers, &a.Sent, &a.Received} {
		c.Uint64(n)
	}
}

// Accounts returns the terminal's accounts, in the order in which they were
// opened. They are not to be changed.
func (t *Terminal) Accounts() []Account { return t.accounts }

// Connected returns how many connections to a server are open.
func (t *Terminal) Connected(server sim.Node, grpc bool) (count int) {
	for _, k := range t.tasks {
		if c, ok := k.running.(connecting); ok {
			count += c.connections(server, grpc)
		}
	}
	return count
}

// connecting is a command that has connections.
type connecting interface {
	connections(server sim.Node, grpc bool) int
}

// account returns the account for a server.
func (t *Terminal) account(server sim.Node, grpc bool) *Account {
	for i := range t.accounts {
		if a := &t.accounts[i]; a.Server == server && a.GRPC == grpc {
			return a
		}
	}
	t.accounts = append(t.accounts, Account{Server: server, GRPC: grpc})
	return &t.accounts[len(t.accounts)-1]
}

// line is a connection of a client to a server. The zero value is none.
type line struct {
	made   bool
	server sim.Node
	over   bool // gRPC
	grpc   api.GRPC
	sent   int // bytes of the last request, with those of the connection if it was made for it
	fresh  bool
}

func (l *line) code(c *wire.Coder) {
	c.Bool(&l.made)
	wire.Number(c, &l.server)
	c.Bool(&l.over)
	l.grpc.Code(c)
	wire.Number(c, &l.sent)
	c.Bool(&l.fresh)
}

func (l *line) connections(server sim.Node, grpc bool) int {
	return btoi(l.made && l.server == server && l.over == grpc)
}

// spend books a request that goes to a server, over a line that is made if there
// is none to it. Again means a further message of a stream, deadline that the
// server is told how long the client waits.
func (x context) spend(l *line, server sim.Node, r member.Request, again, deadline bool) {
	a := x.account(server, r.HTTP == nil)
	received := 0
	l.sent, l.fresh = 0, !l.made || l.server != server || l.over != a.GRPC
	if l.fresh {
		*l = line{made: true, server: server, over: a.GRPC, fresh: true}
		a.Connections++
		if a.GRPC {
			l.sent, received = l.grpc.Opened()
		}
	}
	if a.GRPC {
		l.sent += l.grpc.Called(r.API, authority, again, deadline)
	} else {
		l.sent += r.HTTP.Bytes()
	}
	a.Requests++
	a.Sent += uint64(l.sent)
	a.Received += uint64(received)
}

// authority is how clients of v3 name a server: by an address of this length.
const authority = "127.0.0.1:2379"

// unspend takes back what was booked for a request that nobody took.
func (x context) unspend(l *line) {
	a := x.account(l.server, l.over)
	a.Requests--
	a.Sent -= uint64(l.sent)
	if l.fresh {
		a.Connections--
		if l.over {
			_, received := (&api.GRPC{}).Opened()
			a.Received -= uint64(received)
		}
	}
	*l = line{}
}

// earn books an answer, or a piece of one: the first of its exchange, the last.
func (x context) earn(l *line, r member.Reply, first, last bool) {
	a := x.account(l.server, l.over)
	a.Answers++
	if r.HTTP != nil {
		a.Received += uint64(r.HTTP.Bytes())
	} else if r.API != nil {
		a.Received += uint64(l.grpc.Answered(r.API, first, last))
	}
}
