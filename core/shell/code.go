package shell

import "raftarium/core/wire"

// Code implements sim.Actor. A decoded terminal has no host yet.
func (t *Terminal) Code(c *wire.Coder) {
	c.String(&t.name)
	t.screen.code(c)
	wire.List(c, (*[]variable)(&t.vars), func(v *variable) {
		c.String(&v.name)
		c.String(&v.value)
		c.Bool(&v.exported)
	})
	wire.List(c, &t.history, c.String)
	wire.List(c, &t.queue, c.String)
	c.String(&t.partial)
	t.codeScript(c)
	codeProcess(c, &t.running)
	for i := range t.streams {
		wire.Number(c, &t.streams[i])
		if s := t.streams[i]; s < 0 || s >= len(t.streams) {
			c.Fail("the stream %d goes to %d", i, s)
			t.streams[i] = discard
		}
	}
	wire.Number(c, &t.code)
	t.stdout.code(c)
	t.stderr.code(c)
	codeMark(c, &t.outAt, &t.stdout)
	codeMark(c, &t.errAt, &t.stderr)
	c.Bool(&t.judged)
	t.last.walk(c)
	t.result.walk(c)
	c.Uint64(&t.ended)
	c.Uint64(&t.conn)
	t.journey.walk(c)
	if t.running != nil && t.script == nil {
		c.Fail("a command runs that is of no line")
		t.running = nil
	}
}

// codeScript codes what runs as its text and the places in its tree.
func (t *Terminal) codeScript(c *wire.Coder) {
	present := t.script != nil
	c.Bool(&present)
	if !present {
		return
	}
	text := ""
	if t.script != nil {
		text = t.script.text
	}
	c.String(&text)
	if c.Decoding() {
		script, err := parse(text)
		if err != nil {
			c.Fail("a script runs that cannot be read: %v", err)
			script = &nothing
		}
		t.script = script
	}
	wire.List(c, &t.frames, func(f *frame) {
		wire.Number(c, &f.node)
		wire.Number(c, &f.next)
		if f.node < 0 || f.node >= len(t.script.nodes) || f.next < 0 {
			c.Fail("a script is at a place that it does not have")
			*f = frame{node: t.script.root}
		}
	})
}

// nothing is a script that does nothing.
var nothing = script{nodes: []node{&list{}}}

func (c *capture) code(w *wire.Coder) {
	w.Bytes(&c.buf)
	w.Bool(&c.cut)
}

// codeMark codes a place in a stream.
func codeMark(c *wire.Coder, mark *int, in *capture) {
	wire.Number(c, mark)
	if *mark < 0 || *mark > len(in.buf) {
		c.Fail("a command's output begins at byte %d of %d", *mark, len(in.buf))
		*mark = 0
	}
}

func (r *Result) walk(c *wire.Coder) {
	c.String(&r.Stdout)
	c.String(&r.Stderr)
	wire.Number(c, &r.Code)
	c.Bool(&r.Cut)
}

func (j *Journey) walk(c *wire.Coder) {
	c.Uint64(&j.Conn)
	c.Uint64((*uint64)(&j.Message))
	wire.Number(c, &j.Server)
	wire.Number(c, &j.Sent)
	wire.Number(c, &j.Answered)
	c.Uint64((*uint64)(&j.Reply))
	c.String(&j.Summary)
}
