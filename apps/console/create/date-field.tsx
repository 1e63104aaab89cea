import '@mantine/dates/styles.css';
import { DateTimePicker } from '@mantine/dates';
import { text } from '../text/text';

/** A date and a time of the reader's own zone. */
export function DateField({
  value,
  onChange,
  error,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error: string | null;
}) {
  const { date } = text.create;
  return (
    <DateTimePicker
      mt="sm"
      label={date}
      placeholder={text.create.datePlaceholder}
      value={value}
      onChange={onChange}
      error={error}
      errorProps={{ role: 'alert' }}
      minDate={new Date()}
      valueFormat="D MMM YYYY HH:mm"
      required
      popoverProps={{ withinPortal: false }}
      timePickerProps={{ hoursInputLabel: text.create.hours, minutesInputLabel: text.create.minutes }}
      ariaLabels={text.create.calendar}
      submitButtonProps={{ 'aria-label': text.create.setDate }}
    />
  );
}
