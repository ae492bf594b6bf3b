package shell

import (
	"strings"

	"raftarium/core/api"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// etcdctl is a running etcdctl: a client of the cluster with its calls, and a
// command that is told what comes of them.
type etcdctl struct {
	passive
	plan  *ctlPlan
	calls []*ctlCall
	begun sim.Time
	alarm sim.Time // when the command is told that time has come; 0: never
	input ctlInput
	line  line // over which its calls go
	ctlState
}

// ctlState is what the commands remember. Each uses what it needs.
type ctlState struct {
	step    int
	at      int // of the endpoints that are asked one after the other
	leader  uint64
	failing bool
	reports []ctlReport // of the endpoints
	txn     api.Request // an api.Txn, as far as it is read
	watches []ctlWatch  // begun so far
	session ctlSession  // of a lock or an election
	child   int         // the command that runs, 0: none
	lastErr string
	lifted  []api.AlarmMember
}

// ctlEvent is what happens to a command.
type ctlEvent struct {
	kind   ctlEventKind
	call   *ctlCall
	answer api.Response
	err    error
	code   int    // of a command that has ended
	pid    int    // likewise
	line   string // that was read
}

type ctlEventKind uint8

const (
	ctlBegun     ctlEventKind = iota
	ctlAnswered               // a call has an answer, or one more
	ctlFailed                 // a call came to nothing
	ctlLost                   // a stream was cut off and is asked for again
	ctlTime                   // the alarm has come
	ctlEnded                  // a command that it ran has ended
	ctlSignalled              // Ctrl-C
	ctlRead                   // a line, or all of stdin
	ctlReadToEnd              // nothing more comes on stdin
)

// runEtcdctl is the command etcdctl.
func runEtcdctl(x context, args []string, vars variables) {
	var env []string
	for _, v := range vars {
		if v.exported && strings.HasPrefix(v.name, "ETCDCTL_") {
			env = append(env, v.name+"="+v.value)
		}
	}
	plan := planCtl(args[1:], env)
	for _, w := range plan.warnings {
		x.log("W", "pkg/flags", "%s", w)
	}
	stderr := plan.stderr
	if plan.stdout != "" {
		// What is wrong is said before the help, and after it.
		if before, after, ok := strings.Cut(stderr, "\n\n"); ok {
			x.print(2, before+"\n")
			stderr = "\n" + after
		}
		x.print(1, plan.stdout)
	}
	if stderr != "" {
		if text, fatal := strings.CutPrefix(stderr, "Error: conflicting environment"); fatal {
			x.log("C", "pkg/flags", "%s", "conflicting environment"+strings.TrimSuffix(text, "\n"))
			x.exit(ctlError)
			return
		}
		x.print(2, stderr)
	}
	if plan.run == nil {
		x.exit(plan.code)
		return
	}
	x.start(&etcdctl{plan: plan})
}

func (e *etcdctl) begin(x context) {
	e.begun = x.turn.Now()
	e.plan.run(x, e, ctlEvent{kind: ctlBegun})
	e.arm(x)
}

// arm sets the timer to what is due first.
func (e *etcdctl) arm(x context) {
	if x.running != process(e) {
		return
	}
	first := e.alarm
	sooner := func(at sim.Time) {
		if at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	for _, c := range e.calls {
		sooner(c.until)
		sooner(c.retry)
	}
	if first == 0 {
		x.turn.StopTimer(mainTimer)
	} else {
		x.turn.SetTimer(mainTimer, first)
	}
}

func (e *etcdctl) fire(x context, _ sim.Timer) {
	now := x.turn.Now()
	for x.running == process(e) && e.due(x, now) {
	}
	e.arm(x)
}

// due does one thing whose time has come, and reports whether there was one.
func (e *etcdctl) due(x context, now sim.Time) bool {
	for _, c := range e.calls {
		switch {
		case c.until != 0 && c.until <= now:
			x.abandon(&c.exchange)
			e.failed(x, c, api.ErrContextDeadline)
			return true
		case c.retry != 0 && c.retry <= now:
			e.try(x, c)
			return true
		}
	}
	if e.alarm != 0 && e.alarm <= now {
		e.alarm = 0
		e.plan.run(x, e, ctlEvent{kind: ctlTime})
		return true
	}
	return false
}

// cancel implements process.
func (e *etcdctl) cancel(x context) {
	for _, c := range e.calls {
		x.abandon(&c.exchange)
	}
}

// interrupt implements catcher: who holds a lock or leads gives it back.
func (e *etcdctl) interrupt(x context) bool {
	if e.session.name == "" || e.session.lease.id == 0 {
		return false
	}
	e.plan.run(x, e, ctlEvent{kind: ctlSignalled})
	e.arm(x)
	return true
}

// children implements parent.
func (e *etcdctl) children() (pids []int) {
	if e.child != 0 {
		pids = append(pids, e.child)
	}
	for i := range e.watches {
		if e.watches[i].child != 0 {
			pids = append(pids, e.watches[i].child)
		}
	}
	return pids
}

// ended implements parent.
func (e *etcdctl) ended(x context, pid, code int) {
	for _, mine := range e.children() {
		if mine == pid {
			e.plan.run(x, e, ctlEvent{kind: ctlEnded, pid: pid, code: code})
			e.arm(x)
			return
		}
	}
}

// fail ends etcdctl with an error.
func (e *etcdctl) fail(x context, code int, text string) {
	e.cancel(x)
	x.print(2, "Error: "+text+"\n")
	x.exit(code)
}

// show prints an answer, and reports whether that was possible.
func (e *etcdctl) show(x context, a api.Response) bool {
	text, err := api.Print(a, e.plan.print)
	if err != nil {
		e.fail(x, ctlBadFeature, err.Error())
		return false
	}
	x.print(1, text)
	return true
}

// reason is an error as etcdctl words it: of those that its client does not
// know it shows all.
func reason(err error) string {
	if e, ok := err.(api.Error); ok {
		if e.Code == api.Unknown && e != api.ErrMemberNotEnough || e.Text == "transport is closing" {
			return "rpc error: code = " + e.Code.String() + " desc = " + e.Text
		}
	}
	return err.Error()
}

// runOnce is a command that makes one request.
func runOnce(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		c := ctlCall{request: e.plan.request, again: e.plan.again}
		if !e.plan.untimed {
			c.until = e.timed(x)
		}
		e.ask(x, c)
	case ctlAnswered:
		if e.show(x, ev.answer) {
			x.exit(0)
		}
	case ctlFailed:
		text := reason(ev.err)
		if before, after, ok := strings.Cut(e.plan.failure, "%s"); ok {
			text = before + text + after
		}
		e.fail(x, max(e.plan.failCode, ctlError), text)
	}
}

func (e *etcdctl) exchanges() []*exchange {
	all := make([]*exchange, len(e.calls))
	for i, c := range e.calls {
		all[i] = &c.exchange
	}
	return all
}

func (e *etcdctl) clone() process {
	k := *e
	k.calls = make([]*ctlCall, len(e.calls))
	for i, c := range e.calls {
		call := *c
		k.calls[i] = &call
	}
	k.input.held = e.input.held[:len(e.input.held):len(e.input.held)]
	k.reports = e.reports[:len(e.reports):len(e.reports)]
	k.watches = cloneWatches(e.watches)
	return &k
}

func (e *etcdctl) code(c *wire.Coder) {
	var args, env []string
	if !c.Decoding() {
		args, env = e.plan.args, e.plan.env
	}
	wire.List(c, &args, c.String)
	wire.List(c, &env, c.String)
	if c.Decoding() {
		e.plan = planCtl(args, env)
		if e.plan.run == nil {
			c.Fail("a running etcdctl with arguments that it refuses")
			e.plan.run, e.plan.endpoints = runOnce, []string{""}
			return
		}
	}
	wire.List(c, &e.calls, func(call **ctlCall) {
		if *call == nil {
			*call = &ctlCall{}
		}
		(*call).code(c)
	})
	wire.Number(c, &e.begun)
	wire.Number(c, &e.alarm)
	e.input.code(c)
	e.line.code(c)
	e.ctlState.code(c)
}

func (s *ctlState) code(c *wire.Coder) {
	wire.Number(c, &s.step)
	wire.Number(c, &s.at)
	c.Uint64(&s.leader)
	c.Bool(&s.failing)
	wire.List(c, &s.reports, func(r *ctlReport) { r.code(c) })
	api.CodeRequest(c, &s.txn)
	wire.List(c, &s.watches, func(w *ctlWatch) { w.code(c) })
	s.session.code(c)
	wire.Number(c, &s.child)
	c.String(&s.lastErr)
	lifted := api.Response(api.AlarmResponse{Alarms: s.lifted})
	api.CodeResponse(c, &lifted)
	r, _ := lifted.(api.AlarmResponse)
	s.lifted = r.Alarms
}
