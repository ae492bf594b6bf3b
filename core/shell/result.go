package shell

import "raftarium/core/sim"

// CaptureMax bounds what a Result keeps of each stream, in bytes.
const CaptureMax = 1 << 20

// Result is what a line, or one command of it, printed and how it ended.
type Result struct {
	Stdout, Stderr string // the first CaptureMax bytes of each
	Code           int    // 0: it did what it was asked
	Cut            bool   // something was printed beyond CaptureMax
	Left           bool   // exit, or a failure after set -e, ended the line: a script ends here
}

// Journey is the way of a request from a terminal to a server and back.
type Journey struct {
	Conn     uint64
	Message  sim.EventID // the event of the request's sending; 0: no request yet
	Server   sim.Node
	Sent     sim.Time
	Answered sim.Time // 0: not answered (yet)
	Reply    sim.EventID
	Failed   Failure  // why it never will be
	Ended    sim.Time // when that was known
	Summary  string   // the request in a few words, as in `put message "hello world"`
}

// Failure is why a request gets no answer.
type Failure uint8

// The failures.
const (
	NoFailure Failure = iota
	Refused           // nothing listens there
	Reset             // the member went down with it
	GivenUp           // the client waits no longer
)

// String returns the failure's name.
func (f Failure) String() string { return [...]string{"none", "refused", "reset", "given-up"}[f] }

// Begin is the journey of a request that is about to be sent in a turn.
func Begin(t *sim.Turn, conn uint64, server sim.Node, summary string) Journey {
	return Journey{Conn: conn, Message: t.World().Trace().Next(), Server: server, Sent: t.Now(), Summary: summary}
}

// Answer takes note that the turn's message answers a request, and reports whether it
// is the journey's and the first that does.
func (j *Journey) Answer(t *sim.Turn, conn uint64) bool {
	if j.Conn != conn || j.Answered != 0 {
		return false
	}
	j.Answered, j.Reply = t.Now(), t.Cause()
	return true
}

// Tell notes in the trace that a server has answered.
func (j *Journey) Tell(t *sim.Turn, server sim.Node) sim.EventID {
	return t.Note(KindAnswered, server, Answered{j.Conn, j.Summary, j.Answered - j.Sent})
}

// fail takes note that a request gets no answer.
func (j *Journey) fail(conn uint64, why Failure, now sim.Time) {
	if j.Conn == conn && j.Answered == 0 && j.Failed == NoFailure {
		j.Failed, j.Ended = why, now
	}
}

// capture is a stream on its way into a Result.
type capture struct {
	buf []byte
	cut bool
}

func (c *capture) write(b []byte) {
	if room := CaptureMax - len(c.buf); len(b) > room {
		b, c.cut = b[:room], true
	}
	c.buf = append(c.buf, b...)
}

// clone shares what is there: the copy has no room of its own, so that what it
// appends goes elsewhere.
func (c capture) clone() capture {
	c.buf = c.buf[:len(c.buf):len(c.buf)]
	return c
}
