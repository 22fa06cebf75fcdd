/** The scanner: a code to type or to pick, sent as if it had been read off a package. */
import type {DevicesOfTill} from '../../api/devices.ts';
import type {Bench, ExampleCode} from './bench.ts';
import {deviceWords} from './words.ts';

interface ScannerFieldProps {
	readonly bench: Bench;
	readonly devices: DevicesOfTill;
	readonly examples: readonly ExampleCode[];
}

export function ScannerField({bench, devices, examples}: ScannerFieldProps) {
	const language = bench.language.value;
	const words = deviceWords[language];
	const {number: till, scanner} = devices;
	return (
		<section class="scanner" aria-label={words.scanner}>
			<h3>
				{words.scanner}
				<small data-testid={`scanner-${till}`} data-connected={scanner.connected}>
					{scanner.connected ? words.connected : words.notConnected}
					{scanner.lastCode !== undefined && ` · ${words.lastCode(scanner.lastCode)}`}
				</small>
			</h3>
			<form
				class="row"
				onSubmit={event => {
					event.preventDefault();
					bench.scanTyped(till);
				}}
			>
				<input
					type="text"
					autocomplete="off"
					aria-label={words.code}
					data-testid={`code-${till}`}
					value={bench.codes.value[till] ?? ''}
					onInput={event => bench.typeCode(till, event.currentTarget.value)}
				/>
				<button type="submit" data-testid={`scan-${till}`}>
					{words.scan}
				</button>
			</form>
			{examples.length > 0 && (
				<section class="examples" aria-label={words.examples}>
					{examples.map(({code, what}) => (
						<button
							key={code}
							type="button"
							data-testid={`example-${till}-${code}`}
							onClick={() => bench.send({do: 'scan', till, code})}
						>
							{what[language]}
							<small>{code}</small>
						</button>
					))}
				</section>
			)}
		</section>
	);
}
