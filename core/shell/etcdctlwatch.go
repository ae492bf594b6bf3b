package shell

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/wire"
)

// etcdctl's watches: etcdctl/ctlv3/command/watch_command.go.

var (
	errWatchArgs      = errors.New("bad number of arguments")
	errWatchKey       = errors.New("bad number of arguments") // nothing but a command
	errWatchEnv       = errors.New("bad number of arguments (found conflicting environment key)")
	errWatchSeparator = errors.New("bad number of arguments (found separator --, but no commands)")
)

// ctlWatch is a watch of etcdctl. It goes on with what comes after what it has
// heard when the connection is lost, or its member goes down.
type ctlWatch struct {
	create api.WatchCreate // from where it goes on
	exec   []string        // the command that is run for each event
	heard  []api.Response  // and not printed yet: a command runs
	now    api.Response    // of which events are left to run the command for
	child  int             // the command that runs; 0: none
}

func planWatch(v ctlValues, args []string, p *ctlPlan) error {
	if p.keys[0] == "" && p.keys[1] != "" {
		return fmt.Errorf("ETCDCTL_WATCH_KEY is empty but got ETCDCTL_WATCH_RANGE_END=%q", p.keys[1])
	}
	p.run = runWatchCtl
	if v.on("interactive") {
		p.name = "interactive"
		return p.connect(v)
	}
	raw := p.args
	if i := slices.Index(raw, "watch"); i >= 0 {
		raw = raw[i+1:]
	}
	var err error
	if p.watch, err = watchOf(v, raw, args, p.keys); err != nil {
		return err
	}
	return p.connect(v)
}

// watchOf reads the arguments of a watch: raw with, and operands without flags
// and the separator before a command.
func watchOf(v ctlValues, raw, operands []string, env [2]string) (w ctlWatch, err error) {
	keys := operands
	if i := slices.Index(raw, "--"); i >= 0 {
		if w.exec = raw[i+1:]; len(w.exec) == 0 {
			return w, errWatchSeparator
		}
		keys = keys[:max(len(keys)-len(w.exec), 0)]
	} else if len(operands) == 0 && len(raw) == 0 && env[0] == "" {
		return w, errWatchArgs
	}
	if env[0] != "" {
		if len(keys) > 0 {
			return w, errWatchEnv
		}
		if keys = []string{env[0]}; env[1] != "" {
			keys = append(keys, env[1])
		}
	}
	switch {
	case len(keys) > 0:
	case len(w.exec) > 0:
		return w, errWatchKey
	default:
		return w, errWatchArgs
	}
	c := &w.create
	c.Key, c.PrevKV = []byte(keys[0]), v.on("prev-kv")
	c.StartRevision, _ = strconv.ParseInt(v["rev"], 0, 64)
	prefix := v.on("prefix")
	switch {
	case len(keys) == 2 && prefix:
		return w, errWatchBoth
	case len(keys) == 2:
		c.RangeEnd = []byte(keys[1])
	case prefix && len(c.Key) == 0:
		c.Key, c.RangeEnd = []byte{0}, []byte{0}
	case prefix:
		c.RangeEnd = api.PrefixEnd(c.Key)
	}
	return w, nil
}

var errWatchBoth = errors.New("`range_end` and `--prefix` are mutually exclusive")

// runWatchCtl is watch, with one watch or with those that are typed.
func runWatchCtl(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		if e.plan.name == "interactive" {
			e.input.reading = readsLines
			return
		}
		e.watch(x, e.plan.watch)
	case ctlRead:
		e.watchLine(x, ev.line)
	case ctlReadToEnd:
		e.fail(x, ctlBadInput, "Error reading watch request line: EOF")
	case ctlAnswered:
		r, _ := ev.answer.(api.WatchResponse)
		if ev.call.tag == progressTag {
			e.progress(x, r, ev.call)
			return
		}
		w := &e.watches[ev.call.tag]
		if r = w.take(r); len(r.Events) > 0 || r.Canceled {
			w.heard = append(w.heard[:len(w.heard):len(w.heard)], r)
			e.pump(x, ev.call.tag)
		}
	case ctlLost:
		if tag := ev.call.tag; tag != progressTag {
			ev.call.request = api.Watch{Messages: []api.WatchMessage{e.watches[tag].create}}
		}
	case ctlEnded:
		for i := range e.watches {
			if w := &e.watches[i]; w.child == ev.pid {
				w.child = 0
				if ev.code != 0 {
					e.execFailed(x, w.exec, exitText(ev.code))
					return
				}
				e.pump(x, i)
				return
			}
		}
	case ctlFailed:
		e.watchFailed(x, ev)
	}
}

// watchFailed cancels the watch that a member ends which knows no leader. What
// was asked beside it is forgotten.
func (e *etcdctl) watchFailed(x context, ev ctlEvent) {
	switch tag := ev.call.tag; {
	case ev.err != error(api.ErrNoLeader):
		e.fail(x, ctlError, reason(ev.err))
	case tag != progressTag:
		w := &e.watches[tag]
		w.heard = append(w.heard[:len(w.heard):len(w.heard)], api.WatchResponse{Canceled: true, CancelReason: api.ErrNoLeader.Text})
		e.pump(x, tag)
	}
}

// progressTag marks the call that asks how far the watches are.
const progressTag = -2

func (e *etcdctl) watch(x context, w ctlWatch) {
	e.watches = append(e.watches, w)
	e.ask(x, ctlCall{tag: len(e.watches) - 1, request: api.Watch{Messages: []api.WatchMessage{w.create}}, streams: true, leads: true})
}

// watchLine takes a line that was typed.
func (e *etcdctl) watchLine(x context, line string) {
	args, err := argify(line)
	switch {
	case err != nil:
		e.fail(x, ctlBadInput, err.Error())
	case len(args) < 1:
		x.print(2, "Invalid command: "+line+" (watch and progress supported)\n")
	case args[0] == "progress":
		e.ask(x, ctlCall{tag: progressTag, request: api.Watch{Messages: []api.WatchMessage{api.WatchProgress{}}}, streams: true, leads: true})
	case args[0] != "watch":
		x.print(2, "Invalid command "+line+" (only support watch)\n")
	case len(args) < 2 && e.plan.keys[0] == "":
		x.print(2, "Invalid command "+line+" (command type or key is not provided)\n")
	default:
		values, operands, err := parseCtlFlags(ctlNamed("watch").flags, args[1:])
		if err != nil {
			e.fail(x, ctlBadArgs, err.Error())
			return
		}
		w, err := watchOf(values, args[1:], operands, e.plan.keys)
		switch {
		case errors.Is(err, errWatchBoth), errors.Is(err, errWatchKey):
			x.print(2, "Invalid command "+line+" ("+err.Error()+")\n")
		case err != nil:
			e.fail(x, ctlBadArgs, err.Error())
		case len(e.watches) == tasksMax:
			x.print(2, fmt.Sprintf("Invalid command %s (there is room for %d watches)\n", line, tasksMax))
		default:
			e.watch(x, w)
		}
	}
}

// progress tells every watch how far it is.
func (e *etcdctl) progress(x context, r api.WatchResponse, c *ctlCall) {
	e.end(x, c)
	for range e.watches {
		x.print(1, fmt.Sprintf("progress notify: %d\n", r.Header.Revision))
	}
}

// take moves the watch on to after what has come, and leaves out what it had
// heard before.
func (w *ctlWatch) take(r api.WatchResponse) api.WatchResponse {
	if r.Created && w.create.StartRevision == 0 {
		w.create.StartRevision = r.Header.Revision + 1
	}
	for len(r.Events) > 0 && r.Events[0].KV.ModRevision < w.create.StartRevision {
		r.Events = r.Events[1:]
	}
	if n := len(r.Events); n > 0 {
		w.create.StartRevision = r.Events[n-1].KV.ModRevision + 1
	}
	return r
}

// pump prints what a watch has heard, and runs its command for each event,
// until one runs that has to be waited for.
func (e *etcdctl) pump(x context, i int) {
	for x.running == process(e) {
		w := &e.watches[i]
		now, _ := w.now.(api.WatchResponse)
		switch {
		case w.child != 0:
			return
		case len(w.exec) > 0 && len(now.Events) > 0:
			ev := now.Events[0]
			now.Events = now.Events[1:]
			w.now = now
			w.child = x.execute(w.exec, []string{
				"ETCD_WATCH_REVISION=" + strconv.FormatInt(now.Header.Revision, 10), "ETCD_WATCH_EVENT_TYPE=" + strconv.Quote(ev.Kind()),
				"ETCD_WATCH_KEY=" + strconv.Quote(string(ev.KV.Key)), "ETCD_WATCH_VALUE=" + strconv.Quote(string(ev.KV.Value)),
			})
			if w.child == 0 {
				e.execFailed(x, w.exec, notFound(w.exec[0]))
			}
		case len(w.heard) > 0:
			r := w.heard[0].(api.WatchResponse)
			w.heard = w.heard[1:]
			if r.Canceled {
				x.print(2, "watch was canceled ("+r.Reason()+")\n")
			}
			if w.now = r; !e.show(x, r) || !r.Canceled {
				continue
			}
			e.endAll(x, i)
			if e.plan.name != "interactive" {
				e.fail(x, ctlInterrupted, "watch is canceled by the server")
			}
			return
		default:
			return
		}
	}
}

func (e *etcdctl) execFailed(x context, exec []string, why string) {
	e.cancel(x)
	quoted := make([]string, len(exec))
	for i, word := range exec {
		quoted[i] = strconv.Quote(word)
	}
	x.print(2, "command ["+strings.Join(quoted, " ")+"] error ("+why+")\n")
	x.exit(ctlError)
}

func cloneWatches(list []ctlWatch) []ctlWatch {
	out := slices.Clone(list)
	for i := range out {
		out[i].heard = slices.Clip(out[i].heard)
	}
	return out
}

func (w *ctlWatch) code(c *wire.Coder) {
	create := api.Request(api.Watch{Messages: []api.WatchMessage{w.create}})
	api.CodeRequest(c, &create)
	wire.List(c, &w.exec, c.String)
	wire.List(c, &w.heard, func(r *api.Response) { codeHeard(c, r) })
	codeHeard(c, &w.now)
	wire.Number(c, &w.child)
	if q, ok := create.(api.Watch); ok && len(q.Messages) == 1 {
		w.create, _ = q.Messages[0].(api.WatchCreate)
	} else {
		c.Fail("a watch of etcdctl without a request")
	}
}

// codeHeard codes a message of a watch, or none.
func codeHeard(c *wire.Coder, r *api.Response) {
	api.CodeResponse(c, r)
	if _, ok := (*r).(api.WatchResponse); !ok && c.Decoding() {
		*r = api.WatchResponse{}
	}
}
