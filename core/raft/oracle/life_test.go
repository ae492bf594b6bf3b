package oracle

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// rest is what a cluster has come to.
type rest struct {
	leader, term uint64
	committed    []entry
}

// life is what two clusters live through, alike.
type life struct {
	*rand.Rand
	on       stored
	clusters [2]cluster
	round    uint64
	payload  uint64
	down     uint64 // who is, or 0
	told     strings.Builder
}

// live takes both clusters through what a seed has for them, and returns what
// each has come to.
func live(seed uint64, rules raft.Rules) (mine, other rest, told string) {
	l := &life{Rand: rand.New(rand.NewPCG(seed, 11))}
	l.on = stored{servers: []uint64{3, 3, 4, 5, 5}[l.IntN(5)], options: options{preVote: l.IntN(2) == 0}}
	links := &links{seed: seed, faults: faults{lost: 10 * l.Uint64N(5), doubled: 10 * l.Uint64N(3), late: 10 * l.Uint64N(3)}}
	l.clusters = [2]cluster{newOurCluster(l.on, rules, links), newTheirCluster(l.on, links)}
	fmt.Fprintf(&l.told, "%d servers, pre-vote %v, %+v", l.on.servers, l.on.options.preVote, links.faults)
	for range 20 + l.Uint64N(40) {
		l.begin()
		l.happen()
	}
	links.healed = true
	l.comeToRest()
	return l.rest(0), l.rest(1), l.told.String()
}

func (l *life) begin() {
	for _, c := range l.clusters {
		c.begin(l.round)
	}
	l.round++
}

// do does the same to both, and has them say what they then have to say.
func (l *life) do(what string, repair bool, do func(cluster)) {
	l.told.WriteString("\n  " + what)
	for _, c := range l.clusters {
		do(c)
		c.deliver(repair)
	}
}

// happen lets something happen.
func (l *life) happen() {
	id := 1 + l.Uint64N(l.on.servers)
	switch draw := l.IntN(20); {
	case draw < 5:
		l.timeout(id)
	case draw < 12:
		l.beats()
	case draw < 18:
		l.propose()
	case l.down == 0:
		l.down = id
		l.do(fmt.Sprint("crash of ", id), false, func(c cluster) { c.crash(id) })
	default:
		l.restart()
	}
}

func (l *life) timeout(id uint64) {
	l.do(fmt.Sprint("election timer of ", id), false, func(c cluster) { c.give(id, message{kind: campaign}) })
}

// beats has every heartbeat timer run out.
func (l *life) beats() {
	l.do("heartbeats", true, func(c cluster) {
		for id := uint64(1); id <= l.on.servers; id++ {
			c.give(id, message{kind: beat})
		}
	})
}

// propose gives a proposal to all who lead.
func (l *life) propose() {
	l.payload++
	l.do(fmt.Sprint("proposal ", l.payload), false, func(c cluster) {
		for id := uint64(1); id <= l.on.servers; id++ {
			if c.look(id).role == "leader" {
				c.give(id, message{kind: propose, payload: l.payload})
			}
		}
	})
}

func (l *life) restart() {
	if l.down != 0 {
		l.do(fmt.Sprint("restart of ", l.down), false, func(c cluster) { c.restart(l.down) })
		l.down = 0
	}
}

// comeToRest goes on without faults until there is a leader that all follow.
func (l *life) comeToRest() {
	l.restart()
	for id := range l.on.servers {
		l.begin()
		l.beats()
		l.beats()
		if l.rest(0).leader != 0 && l.rest(1).leader != 0 {
			return
		}
		l.timeout(id + 1)
	}
	l.beats()
	l.beats()
}

// rest returns what all servers of a cluster agree on, and a leader of 0 if
// they do not.
func (l *life) rest(i int) rest {
	c := l.clusters[i]
	first := c.look(1)
	r := rest{leader: first.leader, term: first.term, committed: first.log[:first.commit]}
	for id := uint64(2); id <= l.on.servers; id++ {
		s := c.look(id)
		if s.leader != r.leader || s.term != r.term || s.commit != first.commit || !slices.Equal(s.log, first.log) {
			r.leader = 0
		}
	}
	return r
}

// seeds is how many lives are compared.
const seeds = 1500

// TestClustersComeToWhatEtcdsComeTo lets clusters of both kinds live through
// the same timers, crashes and faults of links. At rest they have the same
// leader in the same term, and have committed the same.
func TestClustersComeToWhatEtcdsComeTo(t *testing.T) {
	committed, terms := 0, uint64(0)
	for seed := range uint64(seeds) {
		mine, other, done := live(seed, 0)
		require.NotZero(t, mine.leader, "seed %d finds no rest: %s", seed, done)
		require.Equal(t, other, mine, "seed %d: %s", seed, done)
		committed += len(mine.committed)
		terms += mine.term
	}
	require.Greater(t, committed, 10*seeds, "too little happens")
	require.Greater(t, terms, uint64(4*seeds), "too little happens")
}

// What the comparison is worth: a cluster that lacks a rule comes to something
// else.
func TestAClusterWithoutARuleIsTold(t *testing.T) {
	for _, rule := range []raft.Rule{raft.VoteOnce, raft.LogUpToDate, raft.ConsistencyCheck, raft.QuorumIsMajority} {
		t.Run(rule.String(), func(t *testing.T) {
			for seed := range uint64(seeds) {
				if mine, other, _ := live(seed, raft.Rules(0).Without(rule)); !reflect.DeepEqual(mine, other) {
					return
				}
			}
			t.Fatalf("nothing shows in %d lives", seeds)
		})
	}
}
