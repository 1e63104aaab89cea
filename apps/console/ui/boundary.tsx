import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { text } from '../text/text';

/** When a view cannot be shown, says so instead of showing nothing. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static readonly getDerivedStateFromError = () => ({ hasFailed: true });

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const { title, text: what, reload } = text.broken;
    return (
      <div className="empty" role="alert">
        <h1>{title}</h1>
        <p>{what}</p>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {reload}
        </Button>
      </div>
    );
  }
}
