package narrate

import (
	"strconv"

	"raftarium/core/api"
	"raftarium/core/member"
)

// describe says in a few words what a client asks, as it would be typed.
func describe(r member.Request) string {
	if r.HTTP != nil {
		return r.HTTP.Method + " " + r.HTTP.Target
	}
	return describeRequest(r.API)
}

func describeRequest(r api.Request) string {
	switch r := r.(type) {
	case api.Health:
		return "GET /health"
	case api.Version:
		return "GET /version"
	case api.V2Members:
		return "GET /v2/members"
	case api.V2Keys:
		return r.Method + " /v2/keys" + r.Path
	case api.Put:
		return "put " + word(r.Key) + " " + word(r.Value)
	case api.Range:
		return "get " + span(r.Key, r.RangeEnd)
	case api.DeleteRange:
		return "del " + span(r.Key, r.RangeEnd)
	case api.Txn:
		return "txn"
	case api.Compaction:
		return "compaction " + strconv.FormatInt(r.Revision, 10)
	case api.LeaseGrant:
		return "lease grant " + strconv.FormatInt(r.TTL, 10)
	case api.LeaseRevoke:
		return "lease revoke " + member.LeaseID(r.ID)
	case api.LeaseKeepAlive:
		return "lease keep-alive"
	case api.LeaseTimeToLive:
		return "lease timetolive " + member.LeaseID(r.ID)
	case api.LeaseLeases:
		return "lease list"
	case api.Alarm:
		return "alarm " + r.Kind.String()
	case api.Defragment:
		return "defrag"
	case api.Hash, api.HashKV:
		return "endpoint hashkv"
	case api.Watch:
		return "watch"
	case api.MemberList:
		return "member list"
	case api.MemberAdd:
		return "member add"
	case api.MemberRemove:
		return "member remove " + api.FormatID(r.ID)
	case api.MemberUpdate:
		return "member update " + api.FormatID(r.ID)
	case api.MemberPromote:
		return "member promote " + api.FormatID(r.ID)
	case api.MoveLeader:
		return "move-leader " + api.FormatID(r.Target)
	case api.V2Leader:
		return "GET /v2/members/leader"
	case api.Status:
		return "endpoint status"
	}
	return "…"
}

// word writes a key or value as one word of a shell, shortened before it is
// looked through: values can be large.
func word(b []byte) string {
	const most = 4 * typedMost // the bytes of as many characters
	if len(b) > most {
		b = b[:most]
	}
	for _, c := range b {
		if c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == '$' || c == 0x7f {
			return strconv.Quote(string(b))
		}
	}
	if len(b) == 0 {
		return `""`
	}
	return string(b)
}

func span(key, end []byte) string {
	if len(end) == 0 {
		return word(key)
	}
	if len(end) == 1 && end[0] == 0 {
		return word(key) + " --from-key"
	}
	return word(key) + " " + word(end)
}

// failure returns what an answer says that went wrong, or nothing.
func failure(r member.Reply) string {
	if r.HTTP != nil {
		if r.HTTP.Status < 400 {
			return ""
		}
		return "HTTP " + strconv.Itoa(r.HTTP.Status)
	}
	if err, ok := r.API.(error); ok {
		return err.Error()
	}
	return ""
}
