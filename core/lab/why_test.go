package lab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// answered is the answer to a question in English, a line a sentence, without
// moments.
func answered(t testing.TB, l *Lab, question string) string {
	t.Helper()
	a, err := Why(l.World(), strings.Fields(question))
	require.NoError(t, err)
	lines := []string{narrate.Text(narrate.English, a.Title)}
	for _, b := range a.Because {
		told := b.Told(l.World(), narrate.English)
		lines = append(lines, strings.TrimSpace(told.Text+" "+told.Section))
	}
	return strings.Join(lines, "\n")
}

// has requires that an answer has sentences, in this order.
func has(t testing.TB, answer string, sentences ...string) {
	t.Helper()
	rest := answer
	for _, s := range sentences {
		_, after, ok := strings.Cut(rest, s)
		require.True(t, ok, "%q is not there, or not in its place:\n%s", s, answer)
		rest = after
	}
}

// stepsUntil goes on by events until something holds.
func stepsUntil(t testing.TB, l *Lab, holds func() bool) {
	t.Helper()
	for range 200_000 {
		if holds() {
			return
		}
		l.StepEvent()
	}
	t.Fatal("it never holds")
}

func TestWhyThereIsNoLeader(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	has(t, answered(t, l, ""), "Why is there no leader?", "Nobody stands for election yet: the first election timer, that of etcd-0", " §5.2", "No leader has been elected so far.")

	l.Advance(2 * sim.Second)
	leader := NameOf(l.World(), leaderOf(l.World()))
	has(t, answered(t, l, "leader"), "Why is it leader?", leader+" leads term ", "and reaches a quorum. §5.2", leader+" becomes leader of term", " grants its vote to "+leader)

	// Who is down, paused and cut off is named.
	do(t, l, "crash 1", "pause 2", "partition 3")
	l.Advance(l.Now() + sim.Second)
	has(t, answered(t, l, "leader"), "At most 2 of 5 voters can reach each other, and 3 are needed: nobody can be elected. §5.2",
		"etcd-01 is down.", "etcd-02 is paused, and answers nobody.", "etcd-03 is cut off from etcd-02, etcd-04, etcd-05.")
}

func TestAnOldLeaderIsNoneThatCommits(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(2 * sim.Second)
	leader := leaderOf(l.World())
	name := NameOf(l.World(), leader)
	do(t, l, "partition "+name)
	has(t, answered(t, l, "leader"), name+" still believes to lead term ", "but reaches only 1 of the 3 voters that it needs.", "Nobody stands for election yet")
	for n := range Members(l.World()) {
		if n != leader {
			do(t, l, fmt.Sprintf("timeout %d", n))
			break
		}
	}
	l.Advance(l.Now() + 100*sim.Millisecond)
	has(t, answered(t, l, "leader"), "Why is it leader?", "and reaches a quorum")
}

func TestASplitVoteIsCounted(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 4, Bare: true, Profile: EtcdTimes})
	do(t, l, "link 1 4 latency=300ms", "link 2 3 latency=300ms", "timeout 1", "timeout 2")
	l.Advance(l.Now() + 100*sim.Millisecond)
	has(t, answered(t, l, "leader"), "The votes of term 1 are split among 2 candidates, and each needs 3. §5.2",
		"etcd-01 is a candidate in term 1: it has 2 of 3 votes.", "etcd-02 refuses",
		"etcd-02 is a candidate in term 1: it has 2 of 3 votes.", "etcd-01 refuses")
}

func TestWhoLacksEntriesIsNotElected(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 4, Bare: true, Profile: EtcdTimes})
	do(t, l, "log 1 1 2", "log 2 1 2", "log 3 1", "log 4 1", "cut 1 2", "cut 1 3", "cut 2 3")
	has(t, answered(t, l, "leader"), "Whoever reaches a quorum lacks entries that some of it have, and is refused their votes. §5.4.1", "Nobody stands")
}

func TestWhyAnEntryIsNotCommitted(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Bare: true})
	do(t, l, "timeout 1")
	stepsUntil(t, l, func() bool { return leaderOf(l.World()) == 1 })
	l.Advance(l.Now() + 100*sim.Millisecond)
	require.Equal(t, sim.Node(1), leaderOf(l.World()))
	do(t, l, "crash 2", "partition 3 | 1,4,5", "pause 4")
	require.NoError(t, l.Type("A", "etcdctl put message hello"))
	index := MemberAt(l.World(), 1).Raft().Log().Last() + 1
	stepsUntil(t, l, func() bool { return MemberAt(l.World(), 1).Raft().Log().Last() == index })
	question := fmt.Sprintf("entry 1 %d", index)
	has(t, answered(t, l, question), "Why is it not committed?", "Only a leader that reaches a quorum commits entries, and there is none. §5.3", "At most 2 of 5",
		"etcd-01 knows of 0 copies on disk, and 3 are needed. §5.3", "etcd-01 has it, and its disk is still writing. §5.1",
		"etcd-02 is down.", "etcd-03 is cut off from etcd-01.", "etcd-04 is paused", "It is on its way to etcd-05.")
	l.Advance(l.Now() + 15*sim.Millisecond)
	has(t, answered(t, l, question), "etcd-01 knows of 1 copy on disk", "etcd-05 has it, and its disk is still writing")
	has(t, answered(t, l, "key message"), "would change message, and is not committed.", "copy on disk")

	// Once it is, who does not know it is told of.
	do(t, l, "resume 4", "crash 4", "restart 4", "restart 2")
	stepsUntil(t, l, func() bool { return MemberAt(l.World(), 1).Raft().Commit() >= index })
	has(t, answered(t, l, question), "Why is it committed?", fmt.Sprintf("etcd-01 commits entry %d of term 1: three of five members have stored it. §5.4.2", index))
	has(t, answered(t, l, fmt.Sprintf("entry 5 %d", index)), "Why is it not committed?", "etcd-01 knows that it is committed; etcd-05 has yet to hear of it.", "The next message of the leader tells etcd-05.")
	has(t, answered(t, l, "entry 3 99"), "etcd-03 has no entry 99: its log ends with")
}

// An entry of an older term is not committed by its copies, §5.4.2.
func TestAnOlderTermWaitsForTheLeadersOwn(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 3, Bare: true, Profile: EtcdTimes})
	do(t, l, "log 1 1 1 1", "log 2 1", "log 3 1", "option message-entries 1", "timeout 1")
	stepsUntil(t, l, func() bool {
		return leaderOf(l.World()) == 1 && strings.Contains(answered(t, l, "entry 1 2"), "The entry is of term 1, the leader’s own is 2")
	})
	has(t, answered(t, l, "entry 1 2"), "etcd-01 knows of 2 copies on disk, and 2 are needed. §5.3",
		"it is committed along with the first entry of term 2. §5.4.2")
}

// What no leader has is overwritten.
func TestAnEntryThatTheLeaderLacksIsLost(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 3, Bare: true, Profile: EtcdTimes})
	do(t, l, "log 1 1", "log 2 1 2 2", "log 3 1 3", "partition 2 | 1,3", "timeout 3")
	stepsUntil(t, l, func() bool { return leaderOf(l.World()) == 3 })
	has(t, answered(t, l, "entry 2 2"), "etcd-03, the leader of term 4, has another entry or none there: entry 2 of etcd-02 will be overwritten. §5.3")
}

func TestWhyAMemberAKeyAndALeaseAreAsTheyAre(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(2 * sim.Second)
	do(t, l, "crash 2")
	has(t, answered(t, l, "etcd-02"), "Why is it down?", "etcd-02 crashes", "A user crashes etcd-02.")
	has(t, answered(t, l, "4"), "etcd-04", "§5.2")
	result, err := l.Run("A", "etcdctl lease grant 30")
	require.NoError(t, err)
	lease := strings.Fields(result.Stdout)[1]
	has(t, answered(t, l, "lease "+lease), "Why is there this lease?", "to its stores: grants the lease "[0:13], "commits entry", "Terminal A sends")
	_, err = l.Run("A", "etcdctl lease revoke "+lease)
	require.NoError(t, err)
	has(t, answered(t, l, "lease "+lease), "Why is there no such lease?", "commits entry")
	has(t, answered(t, l, "lease 77"), "Nothing that", "began or ended the lease 77.")

	_, err = l.Run("A", "etcdctl put color green")
	require.NoError(t, err)
	has(t, answered(t, l, "key color"), "Why is it so?", "put color “green”", "commits entry", "receives a request from terminal A", "Terminal A sends")
	has(t, answered(t, l, "key size"), "touched size.")

	id, ok := Newest(l.World(), func(e *sim.Event) bool { _, is := e.Detail.(member.BecameLeader); return is })
	require.True(t, ok)
	has(t, answered(t, l, fmt.Sprintf("event %d", id)), "Why did it happen?", "becomes leader of term")
}

func TestAQuestionThatIsNoneIsRefused(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	for question, says := range map[string]string{
		"entry 1 x": "is no index", "entry 9 1": "no member", "entry 1": "the form is", "lease x": "is no ID of a lease", "record 9 1": "no member", "record 1 x": "is no record on the disk of etcd-01", "record 1 99": "is no record on the disk of etcd-01", "event 99999": "the trace has no event", "moon": "the form is", "key": "the form is",
		"a b c d": "is no question",
	} {
		_, err := Why(l.World(), strings.Fields(question))
		require.ErrorContains(t, err, says, question)
	}
}

// In a terminal the answer comes in the language that its variables ask for, and
// is no part of the world.
func TestTheCommandAnswersInTheTerminalsLanguage(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(2 * sim.Second)
	do(t, l, "crash 1", "crash 2", "crash 3")
	_, err := l.Run("A", "LANG=zh_CN.UTF-8")
	require.NoError(t, err)
	before := string(AppendState(nil, l.World()))
	result, err := l.Run("A", "why leader")
	require.NoError(t, err)
	require.Contains(t, result.Stdout, "为什么没有领导者？\n")
	require.Contains(t, result.Stdout, "5 台中至多 2 台能相互联系，而当选需要 3 台：无人能当选。  §5.2\n")
	require.Regexp(t, `\n +2000\.\d+ms  etcd-01 已停机。\n`, result.Stdout)
	require.Equal(t, before, string(AppendState(nil, l.World())))
	result, err = l.Run("A", "why moon")
	require.NoError(t, err)
	require.Equal(t, 1, result.Code)
	require.Contains(t, result.Stderr, `raftarium: why: no member "moon"`)
}

// At any moment of any story every question has an answer, complete, short
// enough, and true where the world shows it: without a leader that reaches a
// quorum nobody is said to lead.
func TestEveryQuestionHasAnAnswer(t *testing.T) {
	for _, name := range []string{"figure-8", "split-vote", "pre-vote-deadlock", "slow-follower", "removed-leader", "vote-once", "one-change"} {
		s, err := FindScenario(name)
		require.NoError(t, err)
		l, err := s.Play(1, true)
		require.NoError(t, err)
		end := l.Now()
		for i := range 24 {
			l.Seek(end * sim.Time(i) / 24)
			w := l.World()
			all := []Answer{WhyLeader(w), WhyKey(w, 1, "key"), WhyLease(w, 1, 7), WhyEvent(w, w.Trace().Next()-1)}
			leads := leaderOf(w) != sim.Nobody && len(electorateOf(w).reach(leaderOf(w))) >= electorateOf(w).needed
			require.Equal(t, !leads, all[0].Missing, "%s at %d ns", name, l.Now())
			for n, m := range Members(w) {
				all = append(all, WhyMember(w, n))
				log, commit := logAndCommit(m)
				for index := raft.Index(0); index <= log.Last()+1; index++ {
					a := WhyEntry(w, n, index)
					require.Equal(t, index == 0 || index > commit, a.Missing)
					all = append(all, a)
				}
				for first, last := m.Records(); first <= last; first++ {
					all = append(all, WhyRecord(w, n, first))
				}
			}
			for _, a := range all {
				require.NotEmpty(t, a.Because, "%s at %d ns: %s", name, l.Now(), a.Title)
				for _, b := range a.Because {
					for _, lang := range narrate.Langs() {
						text := b.Told(w, lang).Text
						require.NotEmpty(t, text)
						require.NotContains(t, text, "{")
						if b.Event == 0 {
							require.LessOrEqual(t, len([]rune(text)), narrate.SentenceMost(lang), text)
						}
					}
				}
			}
		}
	}
}
