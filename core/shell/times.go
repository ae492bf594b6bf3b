package shell

import (
	"errors"
	"fmt"
	"strings"

	"raftarium/core/sim"
)

// Times are the times that all members wait.
type Times struct{ Heartbeat, ElectionMin, ElectionMax sim.Time }

// String writes times as they are typed.
func (t Times) String() string {
	return fmt.Sprintf("heartbeat=%v election=%v-%v", t.Heartbeat, t.ElectionMin, t.ElectionMax)
}

// TimesMin and TimesMax bound what members wait: etcd refuses longer elections
// (embed/config.go, maxElectionMs).
const (
	TimesMin = sim.Millisecond
	TimesMax = 50 * sim.Second
)

// profiles are times by name: the paper's (§9.3), and etcd's defaults.
var profiles = map[string]Times{
	"paper": {50 * sim.Millisecond, 150 * sim.Millisecond, 300 * sim.Millisecond},
	"etcd":  {100 * sim.Millisecond, 1000 * sim.Millisecond, 2000 * sim.Millisecond},
}

// parseTimes reads times paper, times heartbeat=50ms election=150ms-300ms.
func parseTimes(_ Host, _ *sim.World, args []string) (Act, error) {
	if len(args) == 0 {
		return nil, usage("times [paper|etcd] [heartbeat=50ms] [election=150ms-300ms]; alone on its line it shows them")
	}
	a := SetTimes{}
	if p, ok := profiles[args[0]]; ok {
		a.Heartbeat, a.ElectionMin, a.ElectionMax = &p.Heartbeat, &p.ElectionMin, &p.ElectionMax
		args = args[1:]
	}
	err := parseSettings(args, []setting{
		{"heartbeat", func(value string) error {
			d, err := parseMemberWait(value)
			a.Heartbeat = &d
			return err
		}},
		{"election", func(value string) error {
			least, most, ranged := strings.Cut(value, "-")
			from, err := parseMemberWait(least)
			if err != nil {
				return err
			}
			to := min(2*from, TimesMax) // as the paper's and etcd's are
			if ranged {
				if to, err = parseMemberWait(most); err != nil {
					return err
				}
			}
			a.ElectionMin, a.ElectionMax = &from, &to
			if to < from {
				return fmt.Errorf("'%s' ends before it begins; write the shortest first, as in 150ms-300ms", value)
			}
			return nil
		}},
	})
	return a, err
}

// parseMemberWait reads a time that members wait.
func parseMemberWait(text string) (sim.Time, error) {
	d, err := parseDuration(text, 0)
	if err == nil && (d < TimesMin || d > TimesMax) {
		err = fmt.Errorf("'%s' is not between 1ms and 50s", text)
	}
	return d, err
}

// runTimes shows the times and what cannot work, or sets them.
func runTimes(x context, args []string, vars variables) {
	if len(args) > 1 {
		runAct(x, args, vars)
		return
	}
	w := x.turn.World()
	x.print(1, x.host.Times(w).String()+"\n")
	for _, warning := range x.host.Warnings(w) {
		x.print(1, warning+"\n")
	}
	x.exit(0)
}

// Preset is what links, disks and times are in a place where etcd runs.
type Preset struct{ Name, About string }

func presetNames(h Host) (names []string) {
	for _, p := range h.Presets() {
		names = append(names, p.Name)
	}
	return names
}

// parsePreset reads preset wan.
func parsePreset(h Host, _ *sim.World, args []string) (Act, error) {
	if len(args) != 1 {
		return nil, usage("preset NAME; alone on its line it lists them")
	}
	names := presetNames(h)
	for _, name := range names {
		if name == args[0] {
			return TakePreset{Preset: name}, nil
		}
	}
	hint := suggest(args[0], names)
	if hint == "" {
		hint = "; there are " + strings.Join(names, ", ")
	}
	return nil, errors.New("there is no preset '" + args[0] + "'" + hint)
}

// runPreset lists the presets, or takes one.
func runPreset(x context, args []string, vars variables) {
	if len(args) > 1 {
		runAct(x, args, vars)
		return
	}
	for _, p := range x.host.Presets() {
		x.print(1, fmt.Sprintf("%-9s  %s\n", p.Name, p.About))
	}
	x.exit(0)
}
