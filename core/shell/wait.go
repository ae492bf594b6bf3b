package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// waitDefault is how long `wait` waits at most.
const waitDefault = 60 * sim.Second

// waiting is a running `wait`.
type waiting struct {
	passive
	name  string
	args  []string
	limit sim.Time
	event bool        // it waits for an event of the kind name
	seen  sim.EventID // events below this one have been looked at
}

// parseWait reads wait's arguments.
func parseWait(h Host, args []string) (*waiting, error) {
	known := append(slices.Clone(h.Conditions()), h.EventKinds()...)
	const form = "wait leader|commit N|applied N|EVENT [--for 5s]"
	w := &waiting{limit: waitDefault}
	for i := 0; i < len(args); i++ {
		value, short := strings.CutPrefix(args[i], "--for=")
		switch {
		case args[i] == "--for" && i+1 == len(args):
			return nil, errors.New("--for needs a span of time, as in --for 5s")
		case args[i] == "--for" || short:
			if !short {
				i++
				value = args[i]
			}
			limit, err := parseDuration(value, sim.Second)
			if err != nil {
				return nil, fmt.Errorf("--for: %w", err)
			}
			w.limit = limit
		case strings.HasPrefix(args[i], "-"):
			return nil, fmt.Errorf("unknown option '%s'; there is --for", args[i])
		case w.name == "":
			w.name = args[i]
		default:
			w.args = append(w.args, args[i])
		}
	}
	switch {
	case w.name == "":
		return nil, usage(form)
	case slices.Contains(h.Conditions(), w.name):
	case !slices.Contains(h.EventKinds(), w.name):
		return nil, fmt.Errorf("'%s' is nothing to wait for%s; %s, and help events lists the events", w.name, suggest(w.name, known), usage(form))
	case len(w.args) > 0:
		return nil, fmt.Errorf("the event %s takes no '%s'", w.name, w.args[0])
	default:
		w.event = true
	}
	return w, nil
}

func runWait(x context, args []string, _ variables) {
	if len(args) == 1 || strings.HasPrefix(args[1], "%") || args[1] == "-n" || digits(args[1]) {
		runWaitJobs(x, args)
		return
	}
	w, err := parseWait(x.host, args[1:])
	if err == nil && !w.event {
		_, err = x.host.Condition(x.turn.World(), w.name, w.args)
	}
	if err != nil {
		x.print(2, "wait: "+err.Error()+"\n")
		x.exit(2)
		return
	}
	x.start(w)
}

func (w *waiting) begin(x context) {
	w.seen = x.turn.World().Trace().Next()
	if !w.event {
		w.observe(x)
	}
	if x.running != nil {
		x.turn.Observe(true)
		x.turn.SetTimer(mainTimer, x.turn.Now()+w.limit)
	}
}

// observe ends the command once what it waits for has come.
func (w *waiting) observe(x context) {
	if !w.event {
		holds, err := x.host.Condition(x.turn.World(), w.name, w.args)
		switch {
		case err != nil:
			x.print(2, "wait: "+err.Error()+"\n")
			x.exit(2)
		case holds:
			x.exit(0)
		}
		return
	}
	trace := x.turn.World().Trace()
	for id := max(w.seen, trace.First()); id < trace.Next(); id++ {
		if e, ok := trace.At(id); ok && e.Kind.String() == w.name {
			x.turn.Because(id)
			x.exit(0)
			return
		}
	}
	w.seen = trace.Next()
}

func (w *waiting) fire(x context, _ sim.Timer) {
	if w.observe(x); x.running == nil {
		return
	}
	what := strings.Join(append([]string{w.name}, w.args...), " ")
	x.print(2, "wait: "+what+" did not come within "+spanText(w.limit)+"\n")
	x.exit(1)
}

// spanText writes a span of time in seconds, or in milliseconds if it is short.
func spanText(span sim.Time) string {
	if span < sim.Second {
		return string(span.AppendMilliseconds(nil)) + " ms"
	}
	return string((span / 1000).AppendMilliseconds(nil)) + " s"
}

func (w *waiting) clone() process { c := *w; return &c }

func (w *waiting) code(c *wire.Coder) {
	c.String(&w.name)
	wire.List(c, &w.args, c.String)
	wire.Number(c, &w.limit)
	c.Bool(&w.event)
	c.Uint64((*uint64)(&w.seen))
}
