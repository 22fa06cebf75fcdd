export default {
	files: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
	extensions: {ts: 'module', tsx: 'module'},
	nodeArguments: ['--import=tsx'],
	// tsx's loader does not reach worker threads on Node 20.
	workerThreads: false,
	timeout: '120s',
	// Most of a test's time goes by in waiting: for a disk, a round of the watcher, a device's patience.
	concurrency: 3,
};
