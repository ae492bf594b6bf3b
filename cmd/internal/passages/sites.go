package passages

// site is where a key leads: to the literal of a reason in a function, to a
// call, or, with neither, to the function as a whole.
type site struct {
	function string
	reason   string
	call     string // as it is written, such as out.Send
	set      string // what a statement gives the reason to, where the reason alone is not enough
}

// sites are the places of keys that are no reason given at one place alone.
var sites = map[string]site{
	"timer election":  {function: "startElection"},
	"timer heartbeat": {function: "heartbeat"},
	"durable":         {function: "written"},
	"applied":         {function: "apply", call: "out.Apply"},
	"restored":        {function: "restore", call: "out.Restore"},
	"transfer begun":  {function: "startTransfer"},

	"TimerRanOut BecameCandidate":    {function: "startElection", reason: "TimerRanOut"},
	"TimerRanOut BecamePreCandidate": {function: "startPreVote", reason: "TimerRanOut"},
	"StaleTerm VoteReply":            {function: "handleRequestVote", reason: "StaleTerm"},
	"StaleTerm PreVoteReply":         {function: "handlePreVote", reason: "StaleTerm"},
	"StaleTerm AppendRefused":        {function: "handleAppendEntries", reason: "StaleTerm"},
	"StaleTerm SnapshotReply":        {function: "handleInstallSnapshot", reason: "StaleTerm"},
	"VotedAlready VoteReply":         {function: "handleRequestVote", reason: "VotedAlready"},
	"VotedAlready PreVoteReply":      {function: "handlePreVote", reason: "VotedAlready"},
	"LogBehind VoteReply":            {function: "handleRequestVote", reason: "LogBehind"},
	"LogBehind PreVoteReply":         {function: "handlePreVote", reason: "LogBehind"},
	"LeaderAlive VoteReply":          {function: "ignoresVote", reason: "LeaderAlive"},
	"LeaderAlive PreVoteReply":       {function: "handlePreVote", reason: "LeaderAlive"},
	"VoteDenied VoteReply":           {function: "handleVoteReply", reason: "VoteDenied"},
	"VoteDenied PreVoteReply":        {function: "handlePreVoteReply", reason: "VoteDenied"},
	"PassedOn Forward":               {function: "take", reason: "PassedOn"},
	"PassedOn ReadRequest":           {function: "read", reason: "PassedOn"},
	"NoLeader propose":               {function: "refuses", reason: "NoLeader"},
	"NoLeader forward":               {function: "takeForwarded", reason: "NoLeader"},
	"NoLeader read":                  {function: "read", reason: "NoLeader"},
	"NoLeader waiting":               {function: "dropReads", reason: "NoLeader"},
	"CompactLog first":               {function: "flush", reason: "CompactLog", call: "out.Write"},
	"CompactLog":                     {function: "flush", reason: "CompactLog", set: "why"},

	// One who leads goes on leading while the rule StepDown is off.
	"SawHigherTerm BecameFollower": {function: "seeHigherTerm", call: "s.becomeFollower"},
	"SawHigherTerm BecameLeader":   {function: "seeHigherTerm", call: "out.Become"},

	// Several rules have a follower be sent what it lacks, and one does it.
	"NewEntries": {function: "sendAppend", call: "out.Send"},
	"CommitNews": {function: "sendAppend", call: "out.Send"},
}
