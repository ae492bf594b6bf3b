package shell

import (
	"bytes"

	"raftarium/core/wire"
)

// ctlReading is what etcdctl wants of its stdin.
type ctlReading uint8

const (
	readsNothing ctlReading = iota
	readsLines              // line by line
	readsAll                // all, until its end
)

// ctlInput is what etcdctl has read of its stdin and not made use of.
type ctlInput struct {
	reading ctlReading
	held    []byte
	ended   bool
}

// reads implements reader.
func (e *etcdctl) reads() bool { return e.input.reading != readsNothing && !e.input.ended }

// consume implements reader.
func (e *etcdctl) consume(x context, data []byte, ended bool) int {
	in := &e.input
	taken := len(data)
	in.held = append(in.held[:len(in.held):len(in.held)], data...)
	if len(in.held) > variableBytesMax {
		e.fail(x, ctlBadInput, "what comes on stdin is longer than a value or a line may be")
		return taken
	}
	for in.reading == readsLines && x.running == process(e) {
		i := bytes.IndexByte(in.held, '\n')
		if i < 0 {
			break
		}
		line := string(in.held[:i])
		in.held = in.held[i+1:]
		e.plan.run(x, e, ctlEvent{kind: ctlRead, line: line})
	}
	if ended && x.running == process(e) && in.reading != readsNothing {
		in.ended = true
		e.plan.run(x, e, ctlEvent{kind: ctlReadToEnd, line: string(in.held)})
	}
	e.arm(x)
	return taken
}

func (in *ctlInput) code(c *wire.Coder) {
	wire.Number(c, &in.reading)
	c.Bytes(&in.held)
	c.Bool(&in.ended)
	if in.reading > readsAll {
		c.Fail("an etcdctl that reads its stdin in an unknown way")
		in.reading = readsNothing
	}
}
