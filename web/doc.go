// Package web is the page around the stage: HTML, CSS and JavaScript modules
// without a bundler or a framework, which cmd/internal/pack turns into a
// folder that any static host can serve. js/bridge.js has the one way to the
// stage, js/view.js what it says, js/automation.js the interface for others.
//
// There is no Go in it but tests. Those of modules by themselves are in tests/
// and run in Node; those here read the sources (texts_test.go) or drive the
// real page in Chromium through its own controls.
package web
