package lab

import (
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// appendClients appends what each client's exchanges with members have cost.
func appendClients(j *jsonWriter, w *sim.World) {
	j.key("clients").open('[')
	for _, actor := range w.Clients {
		t, ok := actor.(*shell.Terminal)
		if !ok {
			continue
		}
		for _, a := range t.Accounts() {
			protocol := "http"
			if a.GRPC {
				protocol = "grpc"
			}
			j.element().open('{')
			j.key("client").text(t.Name())
			j.key("member").text(NameOf(w, a.Server))
			j.key("protocol").text(protocol)
			j.key("connections").number(a.Connections)
			j.key("open").number(uint64(t.Connected(a.Server, a.GRPC)))
			j.key("requests").number(a.Requests)
			j.key("answers").number(a.Answers)
			j.key("sent_bytes").number(a.Sent)
			j.key("received_bytes").number(a.Received)
			j.close('}')
		}
	}
	j.close(']')
}
