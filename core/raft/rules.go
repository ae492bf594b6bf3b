package raft

// Rule is one safety rule of the algorithm. The code asks for it where it
// applies; a laboratory can switch it off to see what it is for.
type Rule uint8

const (
	VoteOnce Rule = iota
	VoteDurable
	LogUpToDate
	CommitOwnTerm
	ConsistencyCheck
	StepDown
	AppendDurable
	QuorumIsMajority
	ReadQuorum
	ReadOwnTerm
	LeaseKeepsLeader
	LeaseFromSend
	RestartKeepsLeader
	TransferEndsLease
	SnapshotDurable
	SnapshotLate
	OneChange
	ChangeOwnTerm
	JointConsensus
	LearnersDoNotVote
	rulesEnd
)

// RuleInfo is what is said of a rule.
type RuleInfo struct {
	Rule     Rule
	Name     string // in kebab-case, as the laboratory knows it
	Section  string // of the paper, or of the dissertation after a D
	Property string // of Figure 3, which the rule protects, in kebab-case
}

var ruleInfos = [rulesEnd]RuleInfo{
	{VoteOnce, "vote-once", "§5.2", "election-safety"},
	{VoteDurable, "vote-durable", "§5.1", "election-safety"},
	{LogUpToDate, "log-up-to-date", "§5.4.1", "leader-completeness"},
	{CommitOwnTerm, "commit-own-term", "§5.4.2", "leader-completeness"},
	{ConsistencyCheck, "consistency-check", "§5.3", "log-matching"},
	{StepDown, "step-down", "§5.1", "election-safety"},
	{AppendDurable, "append-durable", "§5.3", "leader-completeness"},
	{QuorumIsMajority, "quorum-is-majority", "§5.2", "election-safety"},
	{ReadQuorum, "read-quorum", "D§6.4", "linearizability"},
	{ReadOwnTerm, "read-own-term", "D§6.4", "linearizability"},
	{LeaseKeepsLeader, "lease-keeps-leader", "D§4.2.3", "linearizability"},
	{LeaseFromSend, "lease-from-send", "D§6.4.1", "linearizability"},
	{RestartKeepsLeader, "restart-keeps-leader", "D§6.4.1", "linearizability"},
	{TransferEndsLease, "transfer-ends-lease", "D§6.4.1", "linearizability"},
	{SnapshotDurable, "snapshot-durable", "§7", "state-machine-safety"},
	{SnapshotLate, "snapshot-late", "§7", "leader-completeness"},
	{OneChange, "one-change", "D§4.1", "leader-completeness"},
	{ChangeOwnTerm, "change-own-term", "D§4.1", "leader-completeness"},
	{JointConsensus, "joint-consensus", "D§4.3", "leader-completeness"},
	{LearnersDoNotVote, "learners-do-not-vote", "D§4.2.1", "leader-completeness"},
}

// AllRules lists every rule once.
func AllRules() []RuleInfo { return ruleInfos[:] }

// String returns the rule's name.
func (r Rule) String() string { return ruleInfos[r].Name }

// RuleNamed returns the rule with the given name, and whether there is one.
func RuleNamed(name string) (Rule, bool) {
	for _, info := range ruleInfos {
		if info.Name == name {
			return info.Rule, true
		}
	}
	return 0, false
}

// Rules says which rules are off. The zero value is Raft.
type Rules uint32

// Off reports whether a rule is off.
func (r Rules) Off(rule Rule) bool { return r&(1<<rule) != 0 }

// On reports whether a rule is on, as all are in Raft.
func (r Rules) On(rule Rule) bool { return !r.Off(rule) }

// Without returns r with a rule off.
func (r Rules) Without(rule Rule) Rules { return r | 1<<rule }

// With returns r with a rule on.
func (r Rules) With(rule Rule) Rules { return r &^ (1 << rule) }

// Valid reports whether r names no rule that does not exist.
func (r Rules) Valid() bool { return r < 1<<rulesEnd }
