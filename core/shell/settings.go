package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/sim"
)

// setting is something like latency=40ms.
type setting struct {
	name string
	set  func(value string) error
}

// parseSettings reads words such as latency=40ms. Each may be given once.
func parseSettings(words []string, settings []setting) error {
	given := map[string]bool{}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("'%s' is not known%s; there are %s", name, suggest(name, settingNames(settings)), strings.Join(settingNames(settings), ", "))
		}
		if given[name] {
			return fmt.Errorf("%s is given twice", name)
		}
		given[name] = true
		if !ok {
			value = ""
		}
		if err := settings[i].set(value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func settingNames(settings []setting) (names []string) {
	for _, s := range settings {
		names = append(names, s.name)
	}
	return names
}

func durationSetting(name string, to **sim.Time) setting {
	return setting{name, func(value string) error {
		d, err := parseDuration(value, 0)
		*to = &d
		return err
	}}
}

func shareSetting(name string, to **int) setting {
	return setting{name, func(value string) error {
		n, err := parsePermille(value)
		*to = &n
		return err
	}}
}

// nets are the links of a rack, of the demonstration that worlds begin with, and
// of a continent.
var nets = map[string][]string{
	"lan":  {"latency=0.5ms", "jitter=0.5ms"},
	"demo": {"latency=10ms", "jitter=5ms"},
	"wan":  {"latency=40ms", "jitter=40ms"},
}

// parseLink reads link A B latency=40ms …, link A B wan … or link all ….
func parseLink(h Host, w *sim.World, args []string) (Act, error) {
	if len(args) == 0 {
		return nil, errors.New("the link that reproduces this world is made at the prompt, where `link` works only as a line of its own; to change a cable, write link A B latency=40ms or link all loss=10%")
	}
	l := SetLink{}
	rest := args[1:]
	if l.All = args[0] == "all"; !l.All {
		var err error
		if l.A, l.B, l.OneWay, rest, err = parsePair(h, w, args); err != nil {
			return nil, err
		}
	}
	if len(rest) == 0 {
		return nil, errors.New("what to change is missing, as in latency=40ms jitter=5ms loss=10% dup=1% reorder=5%, or lan, demo or wan")
	}
	rest = slices.Concat(nets[rest[0]], rest[btoi(nets[rest[0]] != nil):])
	err := parseSettings(rest, []setting{
		durationSetting("latency", &l.Latency), durationSetting("jitter", &l.Jitter),
		shareSetting("loss", &l.Loss), shareSetting("dup", &l.Duplicate), shareSetting("reorder", &l.Reorder),
	})
	return l, err
}
