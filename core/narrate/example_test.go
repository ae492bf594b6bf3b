package narrate_test

import (
	"fmt"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

type names struct{}

func (names) Node(n sim.Node) string      { return fmt.Sprintf("etcd-%02d", n) }
func (names) Server(id raft.ID) string    { return fmt.Sprintf("etcd-%02d", id) }
func (names) Summary(raft.Payload) string { return `message = "hello world"` }

func ExampleSentence() {
	event := &sim.Event{Kind: sim.KindSent, Node: 3, Peer: 2,
		Detail: raft.VoteReply{From: 3, Term: 4, Granted: true},
		Why: raft.VoteGranted{Candidate: 2, Term: 4, OldTerm: 3,
			LastIndex: 7, LastTerm: 3, OwnLast: 7, OwnTerm: 3}}
	for _, lang := range narrate.Langs() {
		told := narrate.Sentence(event, names{}, lang)
		fmt.Println(told.Text, told.Section)
	}
	// Output:
	// etcd-03 grants its vote to etcd-02: term 4 is newer than 3, and the candidate’s log (last 7, term 3) is at least as up to date. §5.4.1
	// etcd-03 投票给 etcd-02：任期 4 比 3 新，且候选人的日志（末条 7，任期 3）不比自己的旧。 §5.4.1
}

func ExampleFormat() {
	fmt.Println(narrate.Format(narrate.English, "panel.votes-needed", narrate.Num("votes", 1), narrate.Num("needed", 3)))
	fmt.Println(narrate.Format(narrate.Chinese, "panel.votes-needed", narrate.Num("votes", 1), narrate.Num("needed", 3)))
	// Output:
	// 1 vote, 3 needed
	// 已得 1 票，需 3 票
}
