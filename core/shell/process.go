package shell

import (
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// The timers of a terminal. They belong to the running command.
const (
	mainTimer  sim.Timer = iota // the command's end, or its next step
	retryTimer                  // when a client tries again
	resetTimer                  // when an exchange with a server that went down is given up
	timers
)

// process is a command that takes time: a state machine that is told what
// happens and ends by context.exit.
type process interface {
	begin(x context)
	reply(x context, from sim.Node, r member.Reply)
	// Of an exchange, or of one of its own making, which is nil: nobody listens
	// where its request arrived; the server went down before it answered.
	refused(x context, e *exchange)
	closed(x context, e *exchange)
	fire(x context, timer sim.Timer)
	observe(x context)
	// cancel is called before the command is ended from outside.
	cancel(x context)
	clone() process
	// code walks over the command. What follows from its arguments is made
	// of them again.
	code(c *wire.Coder)
}

// parent is a process that has begun tasks, and waits for them.
type parent interface {
	children() []int
	ended(x context, pid, code int)
}

// passive is a process to which nothing happens.
type passive struct{}

func (passive) reply(context, sim.Node, member.Reply) {}
func (passive) refused(context, *exchange)            {}
func (passive) closed(context, *exchange)             {}
func (passive) fire(context, sim.Timer)               {}
func (passive) observe(context)                       {}
func (passive) cancel(context)                        {}

// sleeping is `sleep`, and the moment in which an act is carried out.
type sleeping struct {
	passive
	span sim.Time
	exit int
}

func (s *sleeping) begin(x context)             { x.turn.SetTimer(mainTimer, x.turn.Now()+s.span) }
func (s *sleeping) fire(x context, _ sim.Timer) { x.exit(s.exit) }
func (s *sleeping) clone() process              { c := *s; return &c }

func (s *sleeping) code(c *wire.Coder) {
	wire.Number(c, &s.span)
	wire.Number(c, &s.exit)
}

// The tags of processes in their encoding.
const (
	noProcess = iota
	sleepingProcess
	waitingProcess
	curlProcess
	etcdctlProcess
	joiningProcess
	filterProcess
	readingProcess
	etcdProcess
	clientProcess
	timingProcess
	sourcingProcess
	followingProcess
)

// codeProcess codes the running command.
func codeProcess(c *wire.Coder, p *process) {
	var tag uint64
	switch (*p).(type) {
	case *sleeping:
		tag = sleepingProcess
	case *waiting:
		tag = waitingProcess
	case *curl:
		tag = curlProcess
	case *etcdctl:
		tag = etcdctlProcess
	case *joining:
		tag = joiningProcess
	case *filter:
		tag = filterProcess
	case *reading:
		tag = readingProcess
	case *etcd:
		tag = etcdProcess
	case *client:
		tag = clientProcess
	case *timing:
		tag = timingProcess
	case *sourcing:
		tag = sourcingProcess
	case *following:
		tag = followingProcess
	}
	c.Uint64(&tag)
	if c.Decoding() {
		switch tag {
		case noProcess:
			*p = nil
		case sleepingProcess:
			*p = &sleeping{}
		case waitingProcess:
			*p = &waiting{}
		case curlProcess:
			*p = &curl{}
		case etcdctlProcess:
			*p = &etcdctl{}
		case joiningProcess:
			*p = &joining{}
		case filterProcess:
			*p = &filter{}
		case readingProcess:
			*p = &reading{}
		case etcdProcess:
			*p = &etcd{}
		case clientProcess:
			*p = &client{}
		case timingProcess:
			*p = &timing{}
		case sourcingProcess:
			*p = &sourcing{}
		case followingProcess:
			*p = &following{}
		default:
			c.Fail("a running command of the unknown kind %d", tag)
		}
	}
	if *p != nil {
		(*p).code(c)
		if c.Decoding() && c.Err() != nil {
			*p = nil
		}
	}
}
