/**
 * The conflict watcher as a program: `--url http://watcher:…@127.0.0.1:5984`, or `COUCHDB_URL`.
 *
 * With `--webhook URL`, or `WEBHOOK_URL`, each new report is told there as well.
 *
 * Prints `watching` once it has looked at everything there was; waits for a server that is away; SIGTERM and SIGINT end
 * it after the write in progress.
 */
import {Command, InvalidArgumentError, Option} from 'commander';
import {wallClock} from './clock.ts';
import {createWatcher} from './watcher.ts';
import {readWebhookAddress, type WebhookAddress} from './webhook-post.ts';

/** A variable that is there and empty, as compose files make it, is none. */
function webhookOf(text: string): WebhookAddress | undefined {
	if (text === '') return undefined;
	const address = readWebhookAddress(text);
	if (!address.ok) throw new InvalidArgumentError(`it ${address.fault.reason}.`);
	return address.value;
}

const {url, prefix, webhook} = new Command('conflict-watcher')
	.addOption(
		new Option('--url <url>', 'adres serwera z hasłem · address of the server with the password')
			.env('COUCHDB_URL')
			.makeOptionMandatory(),
	)
	.option('--prefix <prefix>', 'początek nazw baz · what the names of databases begin with', '')
	.addOption(
		new Option('--webhook <url>', 'adres, który dowie się o każdym raporcie · address that is told of each report')
			.env('WEBHOOK_URL')
			.argParser(webhookOf),
	)
	.parse()
	.opts<{readonly url: string; readonly prefix: string; readonly webhook?: WebhookAddress}>();

const watcher = createWatcher({
	url,
	prefix,
	clock: wallClock,
	log: line => console.error(line),
	...(webhook === undefined ? {} : {webhook}),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => {
		void watcher.stop().then(() => process.exit(0));
	});
}
await watcher.watching;
console.log('watching');
