package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// actVerb makes an act of the words after a verb.
type actVerb func(h Host, w *sim.World, args []string) (Act, error)

// actVerbs are the verbs that change the world.
var actVerbs = map[string]actVerb{
	"cluster":   parseCluster,
	"crash":     onMember(func(n sim.Node) Act { return Crash{n} }),
	"restart":   onMember(func(n sim.Node) Act { return Restart{n} }),
	"pause":     onMember(func(n sim.Node) Act { return Pause{n} }),
	"resume":    onMember(func(n sim.Node) Act { return Resume{n} }),
	"timeout":   onMember(func(n sim.Node) Act { return Timeout{n} }),
	"transfer":  onMember(func(n sim.Node) Act { return Transfer{n} }),
	"snapshot":  onMember(func(n sim.Node) Act { return TakeSnapshot{n} }),
	"compact":   onMember(func(n sim.Node) Act { return CompactLog{n} }),
	"member":    parseMember,
	"cut":       onPair(func(a, b sim.Node, oneWay bool) Act { return Cut{a, b, oneWay} }),
	"join":      onPair(func(a, b sim.Node, oneWay bool) Act { return Join{a, b, oneWay} }),
	"partition": parsePartition,
	"heal":      parseHeal,
	"link":      parseLink,
	"disk":      parseDisk,
	"clock":     parseClock,
	"log":       parseLog,
	"rule":      parseRule,
	"option":    parseOption,
	"times":     parseTimes,
	"preset":    parsePreset,
	"drop":      parseDrop,
	"terminal":  parseTerminal,
}

// ParseAct makes an act of a verb and its arguments, as they stand in a line:
// ParseAct(h, w, []string{"crash", "etcd-01"}). The error is one sentence. The
// act has passed Host.Check.
func ParseAct(h Host, w *sim.World, words []string) (Act, error) {
	if len(words) == 0 {
		return nil, errors.New("a verb is missing")
	}
	verb, ok := actVerbs[words[0]]
	if !ok {
		return nil, fmt.Errorf("%s: no verb that changes the world%s", words[0], suggest(words[0], actNames()))
	}
	act, err := verb(h, w, words[1:])
	if err == nil {
		err = h.Check(w, act)
	}
	if err != nil {
		return nil, narrate.FailFor(err, "bad.of", "what", words[0])
	}
	return act, nil
}

func actNames() []string {
	var names []string
	for name := range actVerbs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// usage is the error of a verb with the wrong arguments.
func usage(form string) error { return fmt.Errorf("usage: %s", form) }

func onMember(make func(sim.Node) Act) actVerb {
	return func(h Host, w *sim.World, args []string) (Act, error) {
		if len(args) != 1 {
			return nil, errors.New("needs one member, by name, number or ID, as in etcd-01 or 1")
		}
		n, err := h.Member(w, args[0])
		if err != nil {
			return nil, err
		}
		return make(n), nil
	}
}

func onPair(make func(a, b sim.Node, oneWay bool) Act) actVerb {
	return func(h Host, w *sim.World, args []string) (Act, error) {
		if len(args) == 2 && args[1] == "all" {
			a, err := h.Member(w, args[0])
			return make(a, sim.Nobody, false), err
		}
		a, b, oneWay, rest, err := parsePair(h, w, args)
		if err != nil {
			return nil, err
		}
		if len(rest) > 0 {
			return nil, fmt.Errorf("'%s' is one word too many after the two members", rest[0])
		}
		return make(a, b, oneWay), nil
	}
}

// parsePair reads two members as "A B", "A>B" or "A > B", and returns what
// follows them.
func parsePair(h Host, w *sim.World, args []string) (a, b sim.Node, oneWay bool, rest []string, err error) {
	fail := func(err error) (sim.Node, sim.Node, bool, []string, error) { return 0, 0, false, nil, err }
	for i := 0; i < len(args) && i < 2; i++ { // "A>B", "A> B", "A >B" and "A > B" are one
		if left, right, ok := strings.Cut(args[i], ">"); ok {
			oneWay = true
			split := slices.DeleteFunc([]string{left, right}, func(s string) bool { return s == "" })
			args = slices.Replace(slices.Clone(args), i, i+1, split...)
			break
		}
	}
	if len(args) < 2 {
		return fail(errors.New("needs two members, as in 1 2, or 1>2 for one direction only"))
	}
	if a, err = h.Member(w, args[0]); err != nil {
		return fail(err)
	}
	if b, err = h.Member(w, args[1]); err != nil {
		return fail(err)
	}
	if a == b {
		return fail(fmt.Errorf("'%s' and '%s' are the same member", args[0], args[1]))
	}
	return a, b, oneWay, args[2:], nil
}

func parseCluster(_ Host, _ *sim.World, args []string) (Act, error) {
	c := Cluster{}
	number := ""
	for _, arg := range args {
		switch {
		case arg == "--bare":
			c.Bare = true
		case strings.HasPrefix(arg, "-"):
			return nil, fmt.Errorf("unknown option '%s'; there is --bare", arg)
		case number != "":
			return nil, usage("cluster N [--bare]")
		default:
			number = arg
		}
	}
	if number == "" {
		return nil, usage("cluster N [--bare], with N from 0 to 101")
	}
	n, err := parseIndex("the number of members", number)
	if err != nil {
		return nil, err
	}
	if n > MembersMax {
		return nil, fmt.Errorf("a cluster has 0 to %d members, not %d", MembersMax, n)
	}
	c.Members = int(n)
	return c, nil
}

func parsePartition(h Host, w *sim.World, args []string) (Act, error) {
	p := Partition{}
	seen := map[sim.Node]bool{}
	for _, group := range strings.Split(strings.Join(args, " "), "|") {
		names := strings.FieldsFunc(group, func(r rune) bool { return r == ' ' || r == ',' })
		if len(names) == 0 {
			return nil, errors.New("a group is empty; write the groups as in 1,2 | 3,4,5")
		}
		var nodes []sim.Node
		for _, name := range names {
			n, err := h.Member(w, name)
			if err != nil {
				return nil, err
			}
			if seen[n] {
				return nil, fmt.Errorf("'%s' is named twice", name)
			}
			seen[n] = true
			nodes = append(nodes, n)
		}
		p.Groups = append(p.Groups, nodes)
	}
	if len(p.Groups) == 1 && len(p.Groups[0]) == w.ServerCount() {
		return nil, errors.New("one group with all members is no partition; write the groups as in 1,2 | 3,4,5")
	}
	return p, nil
}

func parseHeal(_ Host, _ *sim.World, args []string) (Act, error) {
	if len(args) > 0 {
		return nil, fmt.Errorf("takes no arguments, and joins all links; to join one, use join A B")
	}
	return Heal{}, nil
}

func parseRule(h Host, _ *sim.World, args []string) (Act, error) {
	if len(args) != 2 {
		return nil, usage("rule NAME off|on; `help rules` lists them")
	}
	if !slices.Contains(h.Rules(), args[0]) {
		return nil, fmt.Errorf("there is no rule '%s'%s", args[0], suggest(args[0], h.Rules()))
	}
	switch args[1] {
	case "on":
		return SetRule{Rule: args[0]}, nil
	case "off":
		return SetRule{Rule: args[0], Off: true}, nil
	}
	return nil, fmt.Errorf("a rule is on or off, not '%s'", args[1])
}

func parseOption(h Host, _ *sim.World, args []string) (Act, error) {
	if len(args) != 2 {
		return nil, usage("option NAME on|off|VALUE; `help options` lists them")
	}
	if !slices.Contains(h.Options(), args[0]) {
		return nil, fmt.Errorf("there is no option '%s'%s", args[0], suggest(args[0], h.Options()))
	}
	return SetOption{Option: args[0], Value: args[1]}, nil
}

func parseDrop(_ Host, _ *sim.World, args []string) (Act, error) {
	if len(args) != 1 {
		return nil, usage("drop ID, with the ID of a message from `state`")
	}
	id, err := parseIndex("the ID of a message", args[0])
	if err != nil {
		return nil, err
	}
	return Drop{sim.EventID(id)}, nil
}

func parseTerminal(_ Host, _ *sim.World, args []string) (Act, error) {
	if len(args) > 1 {
		return nil, usage("terminal [NAME]")
	}
	name := strings.Join(args, "")
	if len(name) > 32 {
		return nil, errors.New("a terminal's name has at most 32 bytes")
	}
	return OpenTerminal{name}, nil
}
