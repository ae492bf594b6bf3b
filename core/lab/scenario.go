package lab

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"raftarium/core/narrate"
	"raftarium/core/raft"
)

// Scenario is a story that a lab can be made to play: what is done to a fresh
// cluster, and what is expected then. The files below scenarios/ hold them.
//
// A file begins with what the story is about, a "key: value" a line: cluster
// (how many members, and --bare), times and net (a Profile and a Net), options,
// rule, property and section (of the rule that it proves; a story without a rule
// has only a section). After an empty line come its steps, one a line:
//
//	crash 2                                 a lab verb
//	A: etcdctl put key value                a line typed into a terminal
//	sleep 60ms                              time passes
//	until members.etcd-05.role == leader    until that holds, 10 s at most
//	wait leader                             the same for what `wait` waits for
//	expect members.etcd-01.term == 4        or the story has failed
//	off: expect …, on: crash 1              only while its rule is off, or on
//	# 1 is cut off                          a remark
//
// {600000 x} stands for so many x. Nobody in a story with etcd's long timeouts
// stands for election but who is told to, so that most stories are the same for
// every seed; a test plays each with several.
type Scenario struct {
	Name     string
	Rule     string // that it proves, or ""
	Property string // that is violated while the rule is off, or ""
	Section  string // of the paper, or of the dissertation after a D
	config   Config
	moves    []move
}

// move is a line of a Scenario.
type move struct {
	Move
	only string // "on" or "off": only while the rule is; "" for always
}

//go:embed scenarios/*.txt
var scenarioFiles embed.FS

// Scenarios returns all stories: those that prove rules, in the order of
// raft.AllRules, and then the others by name. They are not to be changed.
func Scenarios() []*Scenario { return readScenarios() }

var readScenarios = sync.OnceValue(func() []*Scenario {
	files, err := scenarioFiles.ReadDir("scenarios")
	if err != nil {
		panic("read the scenarios: " + err.Error())
	}
	all := make([]*Scenario, len(files))
	for i, f := range files {
		text, err := scenarioFiles.ReadFile("scenarios/" + f.Name())
		if err == nil {
			all[i], err = parseScenario(strings.TrimSuffix(f.Name(), ".txt"), string(text))
		}
		if err != nil {
			panic("read the scenario " + f.Name() + ": " + err.Error())
		}
	}
	slices.SortStableFunc(all, func(a, b *Scenario) int { return a.order() - b.order() })
	return all
})

// Title says in a few words what a story is about.
func (s *Scenario) Title(lang narrate.Lang) string {
	if rule, ok := raft.RuleNamed(s.Name); ok {
		return narrate.Format(lang, "scenario.without", narrate.Str("rule", narrate.RuleName(lang, rule)))
	}
	id := "scenario." + s.Name
	return narrate.Text(lang, id)
}

// About says what happens in a story.
func (s *Scenario) About(lang narrate.Lang) string {
	if rule, ok := raft.RuleNamed(s.Name); ok {
		return narrate.RuleText(lang, rule)
	}
	id := "scenario." + s.Name + "-text"
	return narrate.Text(lang, id)
}

// order puts the stories that are named after a rule before all others.
func (s *Scenario) order() int {
	if rule, ok := raft.RuleNamed(s.Name); ok {
		return int(rule)
	}
	return len(raft.AllRules())
}

// FindScenario returns the story with the given name. The error says which
// there are.
func FindScenario(name string) (*Scenario, error) {
	var names []string
	for _, s := range Scenarios() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return nil, fmt.Errorf("no scenario %q: they are %s", name, strings.Join(names, ", "))
}

// parseScenario reads a story. The error says which line is wrong.
func parseScenario(name, text string) (*Scenario, error) {
	s := &Scenario{Name: name, config: Config{Members: 3, Profile: EtcdTimes}}
	head := true
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case head && line == "":
			head = false
		case head:
			if err := s.parseHead(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
		case line != "" && line[0] != '#':
			s.moves = append(s.moves, parseMove(i+1, line))
		}
	}
	if _, err := s.config.complete(); err != nil {
		return nil, err
	}
	if _, ok := raft.RuleNamed(s.Rule); s.Rule != "" && !ok {
		return nil, fmt.Errorf("there is no rule %q", s.Rule)
	}
	return s, nil
}

func (s *Scenario) parseHead(line string) error {
	key, value, _ := strings.Cut(line, ": ")
	switch key {
	case "rule":
		s.Rule = value
	case "property":
		s.Property = value
	case "section":
		s.Section = value
	default:
		known, err := s.config.Say(key, value)
		if !known {
			return fmt.Errorf("%q says nothing of a scenario", line)
		}
		return err
	}
	return nil
}

// Say sets what a line "key: value" at the head of a story says of the world it
// begins with: cluster (how many members, and --bare), times, net, options and
// seed. Known is false for every other key.
func (c *Config) Say(key, value string) (known bool, err error) {
	switch key {
	case "options":
		c.Options = value
	case "times":
		c.Profile = Profile(value)
	case "net":
		c.Net = Net(value)
	case "seed":
		if c.Seed, err = strconv.ParseUint(value, 10, 64); err != nil {
			return true, narrate.Fail("bad.seed", "value", narrate.Quoted(value))
		}
	case "cluster":
		number, bare := strings.CutSuffix(value, " --bare")
		members, err := strconv.Atoi(number)
		if err != nil {
			return true, narrate.Fail("bad.cluster", "value", narrate.Quoted(number))
		}
		if members == 0 {
			return true, narrate.Fail("bad.cluster-none")
		}
		c.Members, c.Bare = members, bare
	default:
		return false, nil
	}
	return true, nil
}

// Check says what of a configuration cannot be, or nil.
func (c Config) Check() error {
	_, err := c.complete()
	return err
}

// fillMax bounds what {count what} stands for, in bytes.
const fillMax = 1 << 20

func parseMove(line int, text string) move {
	var m move
	for _, only := range []string{"on", "off"} {
		if rest, ok := strings.CutPrefix(text, only+": "); ok {
			m.only, text = only, rest
		}
	}
	m.Move = Move{Line: line, Text: fill(text)}
	if terminal, typed, ok := strings.Cut(m.Text, ": "); ok && len(terminal) == 1 {
		m.Terminal, m.Text = terminal, typed
	}
	return m
}

// fill writes out what {count what} stands for.
func fill(text string) string {
	for {
		before, rest, opened := strings.Cut(text, "{")
		inside, after, closed := strings.Cut(rest, "}")
		count, what, ok := strings.Cut(inside, " ")
		n, err := strconv.Atoi(count)
		if !opened || !closed || !ok || err != nil || n < 0 || n*len(what) > fillMax {
			return text
		}
		text = before + strings.Repeat(what, n) + after
	}
}

// Play plays the story in a fresh lab, with its rule switched off or not. The
// error says which step cannot be done, or what was not as expected; the lab is
// then where it happened.
func (s *Scenario) Play(seed uint64, off bool) (*Lab, error) {
	config := s.config
	config.Seed = seed
	l, err := New(config)
	if err != nil {
		return nil, err
	}
	switching := "on"
	if off && s.Rule != "" {
		switching = "off"
		if err := l.Do("rule " + s.Rule + " off"); err != nil {
			return l, err
		}
	}
	var moves []Move
	for _, m := range s.moves {
		if m.only == "" || m.only == switching {
			moves = append(moves, m.Move)
		}
	}
	story := NewStory(l, moves)
	if _, err := story.Run(1 << 62); err != nil {
		return l, fmt.Errorf("scenario %s, line %d: %w", s.Name, story.Line(), err)
	}
	return l, nil
}
