package shell

// ctlPlans are etcdctl's commands: what each makes of its flags and arguments.
// Those that only have others below them are not listed.
var ctlPlans map[string]ctlPlanner

// ctlPlanner makes a plan of a command's flags and arguments.
type ctlPlanner func(v ctlValues, args []string, p *ctlPlan) error

func init() {
	ctlPlans = make(map[string]ctlPlanner)
	for _, p := range planTable {
		ctlPlans[p.name] = p.plan
	}
}

var planTable = []struct {
	name string
	plan ctlPlanner
}{
	{"put", planPut}, {"get", planGet}, {"del", planDel}, {"txn", planTxn}, {"compaction", planCompaction},
	{"watch", planWatch}, {"lease grant", planGrant}, {"lease revoke", planRevoke}, {"lease timetolive", planTimeToLive},
	{"lease list", planLeases}, {"lease keep-alive", planKeepAlive}, {"member list", planMemberList},
	{"member add", planMemberAdd}, {"member remove", planMemberRemove}, {"member update", planMemberUpdate},
	{"member promote", planMemberPromote}, {"endpoint status", planStatus}, {"endpoint health", planHealth},
	{"move-leader", planMoveLeader}, {"endpoint hashkv", planHashKV}, {"alarm list", planAlarm},
	{"alarm disarm", planAlarm}, {"defrag", planDefrag}, {"lock", planLock}, {"elect", planElect},
	{"version", planVersion},
}

// ctlAbsent are the commands of etcdctl that are not there yet.
var ctlAbsent = []string{
	"auth", "check", "completion", "make-mirror", "migrate", "role", "snapshot", "user",
}
