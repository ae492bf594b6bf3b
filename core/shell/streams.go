package shell

import (
	"slices"

	"raftarium/core/wire"
)

// pipeHeld is how much of a pipe may wait to be read before its writer waits
// (Linux: pipe(7)), in bytes.
const pipeHeld = 1 << 16

// streams are where what a task reads and writes comes from and goes: stdin,
// stdout, stderr, and those up to 9 that a script opens.
type streams [10]end

// end is where one of a task's streams comes from or goes.
type end struct {
	kind endKind
	pipe int32  // its number
	file string // its name
}

// endKind is what is at a stream's end.
type endKind uint8

const (
	closed      endKind = iota
	nowhere             // /dev/null
	keyboard            // what is typed
	terminalOut         // the terminal's stdout
	terminalErr         // its stderr
	pipeSource          // what a pipe holds
	pipeEnd             // what is written into one
	fileEnd             // what is added to a file
	endKinds
)

// terminalEnds are the streams of the shell itself.
var terminalEnds = streams{{kind: keyboard}, {kind: terminalOut}, {kind: terminalErr}}

// pipe is what was written and not yet read. It ends when no task can write
// any more.
type pipe struct {
	number int32
	buf    []byte
	whole  bool // it is read when its writers have ended, and is bounded by CaptureMax
}

// newPipe makes a pipe, with something in it, and returns both its ends.
func (t *Terminal) newPipe(text string, whole bool) (source, into end) {
	t.pipeCount++
	t.pipes = append(t.pipes, &pipe{number: t.pipeCount, buf: []byte(text), whole: whole})
	return end{kind: pipeSource, pipe: t.pipeCount}, end{kind: pipeEnd, pipe: t.pipeCount}
}

// source is what a text can be read from.
func (t *Terminal) source(text string) end {
	from, _ := t.newPipe(text, false)
	return from
}

func (t *Terminal) pipeOf(e end) *pipe {
	if e.kind == pipeEnd || e.kind == pipeSource {
		for _, p := range t.pipes {
			if p.number == e.pipe {
				return p
			}
		}
	}
	return nil
}

// holds reports whether a task has an end of a pipe as one of its streams, or
// will have it back.
func (k *task) holds(e end) bool {
	if slices.Contains(k.ends[:], e) {
		return true
	}
	for i := range k.frames {
		if f := &k.frames[i]; f.restore&restoreEnds != 0 && slices.Contains(f.ends[:], e) {
			return true
		}
	}
	return false
}

// held reports whether a task holds an end of a pipe.
func (t *Terminal) held(kind endKind, number int32) bool {
	return slices.ContainsFunc(t.tasks, func(k *task) bool { return k.holds(end{kind: kind, pipe: number}) })
}

// dropPipes forgets the pipes that nobody reads or writes.
func (t *Terminal) dropPipes() {
	t.pipes = slices.DeleteFunc(t.pipes, func(p *pipe) bool {
		return !t.held(pipeSource, p.number) && !t.held(pipeEnd, p.number) && !slices.ContainsFunc(t.tasks, func(k *task) bool {
			j, ok := k.running.(*joining)
			return ok && j.pipe == p.number
		})
	})
}

// reader is a command that reads its stdin.
type reader interface {
	// reads reports whether it reads now.
	reads() bool
	// consume takes some of what has come, and returns how many bytes. Ended
	// says that nothing comes after them.
	consume(x context, data []byte, ended bool) int
}

// feed gives a command what has come on its stdin.
func (x context) feed() bool {
	if f, ok := x.running.(*following); ok {
		return f.more(x)
	}
	r, ok := x.running.(reader)
	if !ok || !r.reads() {
		return false
	}
	switch e := x.ends[0]; e.kind {
	case keyboard:
		if len(x.keys) == 0 && !x.keysEnded {
			return false
		}
		used := r.consume(x, x.keys, x.keysEnded)
		x.keys = x.keys[used:]
		return used > 0 || x.running != process(r.(process))
	case pipeSource:
		p, ended := x.pipeOf(e), !x.held(pipeEnd, e.pipe)
		if p == nil {
			p, ended = &pipe{}, true
		}
		if len(p.buf) == 0 && !ended {
			return false
		}
		used := r.consume(x, p.buf, ended)
		x.work += used
		p.buf = p.buf[used:]
		return used > 0 || x.running != process(r.(process))
	}
	r.consume(x, nil, true)
	return x.running != process(r.(process))
}

// readsKeys reports whether what is typed is a running command's.
func (t *Terminal) readsKeys() bool {
	return slices.ContainsFunc(t.tasks, func(k *task) bool {
		r, ok := k.running.(reader)
		return ok && r.reads() && k.job == 0 && k.ends[0].kind == keyboard
	})
}

// blocked reports whether a task has to wait until what it wrote is read.
func (x context) blocked() bool {
	for _, e := range x.ends[1:] {
		if p := x.pipeOf(e); p != nil && e.kind == pipeEnd && !p.whole && len(p.buf) >= pipeHeld {
			return x.held(pipeSource, e.pipe)
		}
	}
	return false
}

// print writes to a stream of the task.
func (x context) print(stream int, text string) {
	x.work += len(text)
	switch e := x.ends[stream]; e.kind {
	case terminalOut:
		if x.script != nil { // what is printed between lines is of none
			x.stdout.write([]byte(text))
		}
		x.screen.print(Stdout, text)
	case terminalErr:
		if x.script != nil {
			x.stderr.write([]byte(text))
		}
		x.screen.print(Stderr, text)
	case fileEnd:
		if err := x.files.add(e.file, text); err != nil && stream == 1 {
			x.complain("%s: %v", e.file, err)
		}
	case pipeEnd:
		p := x.pipeOf(e)
		switch {
		case p == nil:
			x.broken = true
		case p.whole:
			p.buf = append(p.buf, text[:min(len(text), CaptureMax-len(p.buf))]...)
		case !x.held(pipeSource, e.pipe):
			x.broken = true
		default:
			p.buf = append(p.buf, text[:min(len(text), CaptureMax-len(p.buf))]...)
		}
	}
}

func (e *end) code(c *wire.Coder) {
	wire.Number(c, &e.kind)
	wire.Number(c, &e.pipe)
	c.String(&e.file)
	if e.kind >= endKinds {
		c.Fail("a stream that ends at the unknown kind %d", e.kind)
		e.kind = closed
	}
}

func (p *pipe) clone() *pipe {
	c := *p
	c.buf = c.buf[:len(c.buf):len(c.buf)]
	return &c
}

func (p *pipe) code(c *wire.Coder) {
	wire.Number(c, &p.number)
	c.Bytes(&p.buf)
	c.Bool(&p.whole)
}
