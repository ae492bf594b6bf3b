package api

import (
	"sort"
	"strconv"
)

// Alarm lists, raises or lifts alarms, as etcdserverpb.AlarmRequest. Who lists
// alarms of kind AlarmNone lists all.
type Alarm struct {
	Action   AlarmAction
	MemberID uint64
	Kind     AlarmKind
}

// Known reports whether there are such an action and such a kind of alarm.
func (a Alarm) Known() bool {
	return a.Action >= AlarmGet && a.Action <= AlarmDeactivate && a.Kind >= AlarmNone && a.Kind <= AlarmCorrupt
}

// AlarmAction is what is to be done about alarms.
type AlarmAction int32

// The actions, with the numbers of etcdserverpb.AlarmRequest_AlarmAction.
const (
	AlarmGet AlarmAction = iota
	AlarmActivate
	AlarmDeactivate
)

// AlarmKind is what a member raises an alarm about.
type AlarmKind int32

// The kinds, with the numbers of etcdserverpb.AlarmType.
const (
	AlarmNone AlarmKind = iota
	AlarmNoSpace
	AlarmCorrupt
)

var (
	alarmActions = []string{"GET", "ACTIVATE", "DEACTIVATE"}
	alarmKinds   = []string{"NONE", "NOSPACE", "CORRUPT"}
)

// String is the kind's name in etcd.
func (k AlarmKind) String() string { return nameOf(alarmKinds, int32(k)) }

func nameOf(names []string, i int32) string {
	if i < 0 || int(i) >= len(names) {
		return strconv.Itoa(int(i))
	}
	return names[i]
}

// AlarmMember is an alarm that a member has raised.
type AlarmMember struct {
	MemberID uint64
	Kind     AlarmKind
}

// String is an alarm as etcd's status and etcdctl print it, the blank at its
// end included.
func (a AlarmMember) String() string {
	text := ""
	if a.MemberID != 0 {
		text = "memberID:" + strconv.FormatUint(a.MemberID, 10) + " "
	}
	if a.Kind != AlarmNone {
		text += "alarm:" + a.Kind.String() + " "
	}
	return text
}

// AlarmResponse answers Alarm with the alarms that are listed, or that it was
// about. etcd's server fills in no header.
type AlarmResponse struct{ Alarms []AlarmMember }

// Defragment lets a member's store give back the room that it does not need.
type Defragment struct{}

// DefragmentResponse answers Defragment; etcd's server fills in no header.
type DefragmentResponse struct{}

// Hash asks for a fingerprint of all that a member stores.
type Hash struct{}

// HashResponse answers Hash.
type HashResponse struct {
	Header ResponseHeader
	Hash   uint32
}

// HashKV asks for etcd's checksum of the v3 store up to a revision (0: now),
// which members that have compacted alike must have in common.
type HashKV struct{ Revision int64 }

// HashKVResponse answers HashKV.
type HashKVResponse struct {
	Header          ResponseHeader
	Hash            uint32
	CompactRevision int64
}

// ErrCorrupt refuses what an alarm of kind AlarmCorrupt rules out, and
// ErrUnknownAlarm an action or a kind that there is not, over which all of
// etcd's members fall.
var (
	ErrCorrupt      = Error{DataLoss, "etcdserver: corrupt cluster"}
	ErrUnknownAlarm = Error{InvalidArgument, "raftarium: ask for an alarm: there is no such action or kind of alarm"}
)

func (Alarm) request()      {}
func (Defragment) request() {}
func (Hash) request()       {}
func (HashKV) request()     {}

func (AlarmResponse) response()      {}
func (DefragmentResponse) response() {}
func (HashResponse) response()       {}
func (HashKVResponse) response()     {}

// maintenanceRequest reads a request to the gateway under /v3/maintenance, or
// returns nil.
func (f *gatewayForm) maintenanceRequest(at string) Request {
	switch at {
	case "/maintenance/alarm":
		return Alarm{
			Action:   AlarmAction(f.enum("etcdserverpb.AlarmRequest_AlarmAction", alarmActions, "action")),
			MemberID: f.uint("memberID"),
			Kind:     AlarmKind(f.enum("etcdserverpb.AlarmType", alarmKinds, "alarm")),
		}
	case "/maintenance/status":
		return Status{}
	case "/maintenance/defragment":
		return Defragment{}
	case "/maintenance/hash":
		return Hash{}
	case "/maintenance/transfer-leadership":
		return MoveLeader{Target: f.uint("targetID")}
	}
	return nil
}

// maintenanceJSON writes an answer to one of them, and reports whether it is.
func (o *jsonObject) maintenanceJSON(resp Response) bool {
	switch r := resp.(type) {
	case AlarmResponse:
		o.list("alarms", len(r.Alarms), func(in *jsonObject, i int) {
			in.uint("memberID", r.Alarms[i].MemberID)
			if kind := r.Alarms[i].Kind; !o.quote {
				in.int("alarm", int64(kind)) // as Go's own JSON has it
			} else if kind != AlarmNone {
				in.string("alarm", kind.String())
			}
		})
	case DefragmentResponse:
	case HashResponse:
		o.header(r.Header)
		o.small("hash", int64(r.Hash))
	case HashKVResponse:
		o.header(r.Header)
		o.small("hash", int64(r.Hash))
		o.int("compact_revision", r.CompactRevision)
	case StatusResponse:
		o.status(r)
	default:
		return false
	}
	return true
}

func (o *jsonObject) status(r StatusResponse) {
	o.header(r.Header)
	o.string("version", r.Version)
	o.int("dbSize", r.DBSize)
	o.uint("leader", r.Leader)
	o.uint("raftIndex", r.RaftIndex)
	o.uint("raftTerm", r.RaftTerm)
	o.uint("raftAppliedIndex", r.RaftAppliedIndex)
	if len(r.Errors) > 0 {
		o.strings("errors", r.Errors)
	}
	o.int("dbSizeInUse", r.DBSizeInUse)
	o.yes("isLearner", r.IsLearner)
}

// small writes a number of 32 bits that is not zero: bare everywhere.
func (o *jsonObject) small(name string, v int64) {
	quote := o.quote
	o.quote = false
	o.int(name, v)
	o.quote = quote
}

// SortAlarms puts alarms into the order in which they are listed: etcd's is that
// of a Go map.
func SortAlarms(list []AlarmMember) {
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.Kind < b.Kind || a.Kind == b.Kind && a.MemberID < b.MemberID
	})
}
