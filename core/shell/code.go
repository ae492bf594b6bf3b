package shell

import "raftarium/core/wire"

// Code implements sim.Actor. A decoded terminal has no host yet.
func (t *Terminal) Code(c *wire.Coder) {
	c.String(&t.name)
	t.screen.code(c)
	wire.List(c, &t.history, c.String)
	wire.List(c, &t.queue, c.String)
	c.String(&t.partial)
	codeScript(c, &t.script)
	wire.List(c, &t.tasks, func(k **task) {
		if c.Decoding() {
			*k = &task{}
		}
		(*k).codeTask(c)
	})
	if len(t.tasks) == 0 {
		c.Fail("a terminal without a shell")
		t.tasks = []*task{{ends: terminalEnds}}
	}
	wire.Number(c, &t.pids)
	wire.List(c, &t.pipes, func(p **pipe) {
		if c.Decoding() {
			*p = &pipe{}
		}
		(*p).code(c)
	})
	wire.Number(c, &t.pipeCount)
	t.files.code(c)
	c.Bytes(&t.keys)
	c.Bool(&t.keysEnded)
	wire.Number(c, &t.steps)
	wire.Number(c, &t.spent)
	wire.Number(c, &t.stepped)
	wire.Number(c, &t.resume)
	t.stdout.code(c)
	t.stderr.code(c)
	c.Bool(&t.left)
	c.Bool(&t.insists)
	t.last.walk(c)
	t.result.walk(c)
	c.Uint64(&t.ended)
	c.Uint64(&t.conn)
	t.journey.Code(c)
	wire.List(c, &t.accounts, func(a *Account) { a.code(c) })
	if k := t.shell(); (k.running != nil || len(k.frames) > 0) && t.script == nil {
		c.Fail("a command runs that is of no line")
		k.running, k.frames = nil, nil
	}
}

func (k *task) codeTask(c *wire.Coder) {
	wire.Number(c, &k.pid)
	wire.Number(c, &k.job)
	codeVariables(c, &k.vars)
	wire.List(c, &k.params, c.String)
	wire.List(c, &k.functions, func(f *function) {
		c.String(&f.name)
		codeScript(c, &f.script)
		codePlace(c, &f.script, &f.body)
	})
	var before *script
	wire.List(c, &k.frames, func(f *frame) {
		same := f.script == before && before != nil
		if c.Bool(&same); same {
			f.script = before
		} else {
			codeScript(c, &f.script)
		}
		codePlace(c, &f.script, &f.node)
		before = f.script
		f.code(c)
	})
	codeProcess(c, &k.running)
	for i := range k.ends {
		k.ends[i].code(c)
	}
	wire.Number(c, &k.code)
	for i := range k.alarms {
		wire.Number(c, &k.alarms[i])
	}
	c.Bool(&k.observes)
	c.Bool(&k.broken)
	wire.Number(c, &k.options)
	c.Bool(&k.tested)
	wire.List(c, &k.aliases, func(a *alias) {
		c.String(&a.name)
		c.String(&a.text)
	})
	wire.List(c, &k.traps, func(t *trap) { t.walk(c) })
	wire.List(c, &k.pending, func(number *int) { wire.Number(c, number) })
	wire.Number(c, &k.optAt)
	wire.Number(c, &k.optIn)
	c.String(&k.folder)
	c.String(&k.zero)
	wire.List(c, &k.jobs, func(j *job) {
		wire.Number(c, &j.number)
		wire.Number(c, &j.pid)
		c.String(&j.text)
		c.Bool(&j.ended)
		wire.Number(c, &j.code)
	})
	wire.Number(c, &k.lastPID)
	wire.Number(c, &k.self)
	wire.List(c, &k.statuses, func(code *int) { wire.Number(c, code) })
}

func codeVariables(c *wire.Coder, vars *variables) {
	wire.List(c, (*[]variable)(vars), func(v *variable) {
		v.code(c)
	})
}

func (f *frame) code(c *wire.Coder) {
	wire.Number(c, &f.next)
	if f.next < 0 {
		c.Fail("a script is at a place that it does not have")
		f.next = 0
	}
	wire.List(c, &f.words, c.String)
	wire.List(c, &f.outputs, c.String)
	wire.Number(c, &f.last)
	wire.Number(c, &f.restore)
	for i := range f.ends {
		if f.restore&restoreEnds != 0 {
			f.ends[i].code(c)
		}
	}
	wire.List(c, &f.params, c.String)
	wire.Number(c, &f.began)
	wire.Number(c, &f.outAt)
	wire.Number(c, &f.errAt)
	if f.outAt < 0 || f.errAt < 0 {
		c.Fail("a command's output begins before the line's")
		f.outAt, f.errAt = 0, 0
	}
	c.Bool(&f.unjudged)
	c.Bool(&f.tested)
	c.Bool(&f.asIs)
	wire.List(c, &f.locals, func(l *local) {
		l.was.code(c)
		c.Bool(&l.set)
	})
}

// codeScript codes a script, or none, as its text.
func codeScript(c *wire.Coder, s **script) {
	present := *s != nil
	c.Bool(&present)
	if !present {
		*s = nil
		return
	}
	text := ""
	if *s != nil {
		text = (*s).text
	}
	c.String(&text)
	if c.Decoding() {
		parsed, err := parse(text)
		if err != nil {
			c.Fail("a script runs that cannot be read: %v", err)
			parsed = &nothing
		}
		*s = parsed
	}
}

// codePlace codes the number of a node of a script.
func codePlace(c *wire.Coder, s **script, node *int) {
	wire.Number(c, node)
	if *s == nil {
		*s = &nothing
		c.Fail("a place without a script")
	}
	if *node < 0 || *node >= len((*s).nodes) {
		c.Fail("a script is at a place that it does not have")
		*node = 0
	}
}

// nothing is a script that does nothing.
var nothing = script{nodes: []node{&list{}}}

func (c *capture) code(w *wire.Coder) {
	w.Bytes(&c.buf)
	w.Bool(&c.cut)
}

func (r *Result) walk(c *wire.Coder) {
	c.String(&r.Stdout)
	c.String(&r.Stderr)
	wire.Number(c, &r.Code)
	c.Bool(&r.Cut)
	c.Bool(&r.Left)
}

// Code walks over a journey.
func (j *Journey) Code(c *wire.Coder) {
	c.Uint64(&j.Conn)
	c.Uint64((*uint64)(&j.Message))
	wire.Number(c, &j.Server)
	wire.Number(c, &j.Sent)
	wire.Number(c, &j.Answered)
	c.Uint64((*uint64)(&j.Reply))
	wire.Number(c, &j.Failed)
	wire.Number(c, &j.Ended)
	c.String(&j.Summary)
}
