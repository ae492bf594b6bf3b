package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// parseClock reads clock M rate=1.5 jump=+2s, or clock all ….
func parseClock(h Host, w *sim.World, args []string) (Act, error) {
	if len(args) < 2 {
		return nil, usage("clock M|all rate=1.5 jump=+2s; clock M alone shows what it is")
	}
	a := SetClock{All: args[0] == "all"}
	if !a.All {
		var err error
		if a.Member, err = h.Member(w, args[0]); err != nil {
			return nil, err
		}
	}
	err := parseSettings(args[1:], []setting{
		{"rate", func(value string) (err error) {
			rate, err := parseRate(value)
			a.Rate = &rate
			return err
		}},
		{"jump", func(value string) error {
			jump, err := parseJump(value)
			a.Jump = &jump
			return err
		}},
	})
	return a, err
}

// parseRate reads how fast a clock runs, such as 1.5, in millionths.
func parseRate(text string) (sim.Rate, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if whole+fraction == "" || !digits(whole) || !digits(fraction) {
		return 0, fmt.Errorf("'%s' is not a rate; write it as in 1.5 or 0.9, with 1 for a clock that is right", text)
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > 6 {
		return 0, fmt.Errorf("'%s' is too fine: rates go in millionths", text)
	}
	n, err := strconv.ParseInt(whole+(fraction + "000000")[:6], 10, 64)
	if rate := sim.Rate(n); err != nil || rate < sim.RateMin || rate > sim.RateMax {
		return 0, fmt.Errorf("'%s' is not between %s and %s", text, formatRate(sim.RateMin), formatRate(sim.RateMax))
	}
	return sim.Rate(n), nil
}

// parseJump reads a span of time with its sign, such as +2s or -500ms.
func parseJump(text string) (sim.Time, error) {
	span, back := strings.CutPrefix(text, "-")
	if !back {
		span = strings.TrimPrefix(text, "+")
	}
	d, err := parseDuration(span, 0)
	if err != nil {
		return 0, err
	}
	if d == 0 {
		return 0, errors.New("0 is no jump; write it as in +2s or -500ms")
	}
	if back {
		d = -d
	}
	return d, nil
}

// formatRate writes a rate as it is typed.
func formatRate(r sim.Rate) string {
	text := strconv.FormatInt(int64(r/sim.RightRate), 10)
	if rest := r % sim.RightRate; rest != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(int64(sim.RightRate+rest), 10)[1:], "0")
	}
	return text
}

// runClock shows clocks, or sets them.
func runClock(x context, args []string, vars variables) {
	if len(args) > 2 {
		runAct(x, args, vars)
		return
	}
	w := x.turn.World()
	only := sim.Nobody
	if len(args) == 2 && args[1] != "all" {
		var err error
		if only, err = x.host.Member(w, args[1]); err != nil {
			x.print(2, "clock: "+err.Error()+"\n")
			x.exit(1)
			return
		}
	}
	names := x.host.Names(w)
	for n := range w.Servers {
		if only == sim.Nobody || n == only {
			x.print(1, names[0]+": "+describeClock(w, n)+"\n")
		}
		names = names[1:]
	}
	x.exit(0)
}

// describeClock says what a clock shows, how wrong it is, and how fast it runs.
func describeClock(w *sim.World, n sim.Node) string {
	c := w.ClockOf(n)
	wrong := "right"
	switch ahead := c.Shows - w.Now(); {
	case ahead > 0:
		wrong = ahead.String() + " ahead"
	case ahead < 0:
		wrong = (-ahead).String() + " behind"
	}
	return fmt.Sprintf("%v, %s, rate %s", c.Shows, wrong, formatRate(c.Rate))
}
