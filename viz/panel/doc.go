// Package panel makes what stands beside the stage: inspector, store, and why
// something is as it is. A panel is a plain value (title, rows, actions), made
// once in Go; one renderer makes HTML of it, another draws it in the window.
//
// A panel is a function of a lab, a language and what is selected. An action
// is a line that the viewer understands, such as "do crash etcd-02" or
// "seek 2328.5".
//
//	p := panel.Member(lab, narrate.English, node)
//	fmt.Println(p.Title, len(p.Sections))
package panel
