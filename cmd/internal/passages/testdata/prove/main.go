// Command prove plays worlds whose core/raft notes where it runs, and tells
// each event whose key leads elsewhere. It prints the keys that it has seen.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/passage"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/sweep"
)

// proof compares what ran with where events lead.
type proof struct {
	handlers map[string]string // by key, for what is a function as a whole
	seen     map[string]int
	wrong    map[string]string

	world  *sim.World
	now    sim.Time
	events []sim.EventID // of the moment now
	ran    []raft.Ran    // since the moment before
	made   []raft.Ran    // reasons, the newest last
}

const madeMost = 4096

func main() {
	p := &proof{handlers: map[string]string{}, seen: map[string]int{}, wrong: map[string]string{}}
	for _, line := range strings.Fields(os.Args[1]) {
		key, function, _ := strings.Cut(line, "=")
		p.handlers[strings.ReplaceAll(key, "_", " ")] = function
	}
	raft.Note = func(r raft.Ran) {
		p.ran = append(p.ran, r)
		if r.Why != nil {
			if p.made = append(p.made, r); len(p.made) == 2*madeMost {
				p.made = slices.Delete(p.made, 0, madeMost)
			}
		}
	}
	sim.Recorded = p.recorded
	for _, s := range lab.Scenarios() {
		for _, off := range []bool{true, false} {
			if _, err := s.Play(1, off); err != nil {
				p.wrong[s.Name] = err.Error()
			}
		}
	}
	for i, moves := range rare {
		if err := play(moves); err != nil {
			p.wrong[fmt.Sprint("rare ", i)] = err.Error()
		}
	}
	for seed := uint64(1); seed <= 60; seed++ {
		sweep.Run(seed, sweep.Options{})
	}
	for key := range p.seen {
		fmt.Println("seen", key)
	}
	for key, what := range p.wrong {
		fmt.Println("wrong", key+":", what)
	}
}

// rare are stories in which happens what is seldom: a line with a colon is typed,
// any other a verb or a direction.
var rare = [][]string{
	{"A: etcdctl put a b", "B: etcdctl get a", "sleep 2s"},
	{"timeout 1", "wait leader", "rule read-quorum off", "A: etcdctl --endpoints=127.0.0.1:2479 get a", "sleep 1s"},
	{"timeout 1", "wait leader", "sleep 2s", "pause 2", "transfer 2", "sleep 3s"},
	{"timeout 1", "wait leader", "sleep 2s", "option uncommitted-bytes 10", "partition 1", "A: etcdctl put aaaaaaaa bbbbbbbb",
		"B: etcdctl put aaaaaaaa bbbbbbbb", "sleep 1s"},
}

func play(lines []string) error {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	if err != nil {
		return err
	}
	var moves []lab.Move
	for _, line := range lines {
		move := lab.Move{Text: line}
		if terminal, typed, ok := strings.Cut(line, ": "); ok {
			move = lab.Move{Terminal: terminal, Text: typed}
		}
		moves = append(moves, move)
	}
	_, err = lab.NewStory(l, moves).Run(1 << 62)
	return err
}

// recorded hears of every event.
func (p *proof) recorded(w *sim.World, id sim.EventID) {
	e, _ := w.Trace().At(id)
	if w != p.world || e.Time != p.now {
		p.judge()
		p.world, p.now, p.events, p.ran = w, e.Time, p.events[:0], p.ran[:0]
	}
	p.events = append(p.events, id)
}

// judge looks at what has happened in a moment, when it is over.
func (p *proof) judge() {
	for _, id := range p.events {
		e, ok := p.world.Trace().At(id)
		if !ok {
			continue
		}
		key := passage.Key(p.world.Trace(), e)
		if key == "" {
			if _, ofRaft := e.Why.(raft.Reason); ofRaft {
				p.wrong["nothing"] = fmt.Sprintf("%s %T %T", e.Kind, e.Detail, e.Why)
			}
			continue
		}
		m := lab.MemberAt(p.world, e.Node)
		if m == nil {
			continue
		}
		p.seen[key]++
		if !p.proved(key, e, raft.ID(m.Self().ID)) {
			p.wrong[key] = fmt.Sprintf("at %d ns, %s of node %d: %T because of %T", e.Time, e.Kind, e.Node, e.Detail, e.Why)
		}
	}
}

// proved reports whether the place of a key ran at a server for an event.
func (p *proof) proved(key string, e *sim.Event, id raft.ID) bool {
	if function, whole := p.handlers[key]; whole {
		entered := func(name string) bool {
			return slices.ContainsFunc(p.ran, func(r raft.Ran) bool { return r.ID == id && r.Function == name })
		}
		if entered(function) {
			return true
		}
		// What comes from nobody of the cluster, or asks for a vote beside a
		// leader, is not handed on; and one that has stopped hears nothing.
		_, asked := e.Detail.(raft.RequestVote)
		return strings.HasPrefix(key, "received ") && (asked && entered("ignoresVote") || !entered("receive") || p.stranger(e, id))
	}
	matches := func(r raft.Ran) bool {
		return r.ID == id && slices.Contains(strings.Split(r.Key, "|"), key) && (r.Why == nil || r.Why == e.Why)
	}
	return slices.ContainsFunc(p.ran, matches) || slices.ContainsFunc(p.made, matches)
}

// stranger reports whether a message came from a server that the receiver does
// not count among its cluster.
func (p *proof) stranger(e *sim.Event, id raft.ID) bool {
	var at *member.Member
	for _, m := range lab.Members(p.world) {
		if raft.ID(m.Self().ID) == id {
			at = m
		}
	}
	from, _ := e.Detail.(raft.Message).Says()
	if at == nil || at.Raft() == nil {
		return true
	}
	for _, peer := range at.Raft().Peers() {
		if peer.ID == from {
			return false
		}
	}
	return true
}
